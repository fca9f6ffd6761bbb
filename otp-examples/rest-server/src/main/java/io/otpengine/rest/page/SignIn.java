package io.otpengine.rest.page;

import io.javalin.http.Context;
import io.otpengine.Application;
import io.otpengine.Channel;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.SendResult.Refused;
import io.otpengine.SendResult.Sent;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Undelivered;
import io.otpengine.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the form does. The OTP's id never leaves the server: the tab names itself and its OTP is known by that. */
final class SignIn {
    private final PageHost host;
    private final Visits visits;
    private final VisitorApplications applications;
    private final StateReader states;
    private final OtpEngine engine;
    private final InstantSource clock;

    SignIn(PageHost host, Visits visits, VisitorApplications applications, StateReader states) {
        this.host = host;
        this.visits = visits;
        this.applications = applications;
        this.states = states;
        this.engine = host.engine();
        this.clock = host.clock();
    }

    /** @param flow the tab's token from before it was loaded again */
    record StartBody(@Nullable String flow) {}

    record SendBody(
            @Nullable String flow,
            @Nullable String number,
            @Nullable String via,
            @Nullable String language) {}

    record ResendBody(@Nullable String flow, @Nullable String via) {}

    record VerifyBody(@Nullable String flow, @Nullable String code) {}

    View.Start start(Context context) {
        StartBody body = Json.read(context, StartBody.class);
        Session session = visits.beginOrFind(context);
        Flow flow = Optional.ofNullable(body.flow()).flatMap(session::flow).orElseGet(() -> visits.open(session));
        return new View.Start(
                flow.token(),
                flow.number() == null ? null : Numbers.display(flow.number()),
                host.phone().isPresent(),
                states.read(session, flow));
    }

    View.Sent send(Context context) {
        SendBody body = Json.read(context, SendBody.class);
        Session session = visits.session(context);
        Flow flow = visits.flow(session, body.flow());
        if (body.number() == null || body.number().isBlank()) {
            throw new Refusal(400, "Type a phone number.", "number");
        }
        Application application =
                engine.applications().find(applications.of(session)).orElseThrow();
        SendRequest request = SendRequest.to(body.number())
                .application(application.id())
                .via(channel(body.via()))
                .language(body.language() == null || body.language().isBlank() ? null : body.language())
                .subject(visits.address(context));
        Instant asked = clock.instant();
        SendResult result = onPhoneOf(flow, () -> engine.send(request));
        Otp otp = otp(result);
        flow.sent(otp.id(), application.codeLength(), application.alphanumeric(), asked.plus(pause()));
        visits.sent(flow, otp.id());
        return new View.Sent(warning(result), states.read(session, flow));
    }

    View.Sent resend(Context context) {
        ResendBody body = Json.read(context, ResendBody.class);
        Session session = visits.session(context);
        Flow flow = visits.flow(session, body.flow());
        Flow.Sending sending = flow.current().orElseThrow(SignIn::nothingSent);
        ResendRequest request =
                ResendRequest.of(sending.id()).via(channel(body.via())).subject(visits.address(context));
        Instant asked = clock.instant();
        SendResult result = onPhoneOf(flow, () -> engine.resend(request));
        if (result instanceof Throttled throttled) {
            flow.resendAt(clock.instant().plus(throttled.retryAfter()));
        }
        otp(result);
        flow.resendAt(asked.plus(pause()));
        return new View.Sent(warning(result), states.read(session, flow));
    }

    View.Checked verify(Context context) {
        VerifyBody body = Json.read(context, VerifyBody.class);
        Session session = visits.session(context);
        Flow flow = visits.flow(session, body.flow());
        if (body.code() == null || body.code().isBlank()) {
            throw new Refusal(400, "Type the code from the message.", "code");
        }
        Flow.Sending sending = flow.current().orElseThrow(SignIn::nothingSent);
        Verification verification = engine.verify(sending.id(), body.code());
        flow.changed();
        return new View.Checked(verification.isVerified(), verification.attemptsLeft(), states.read(session, flow));
    }

    View.State leave(Context context) {
        StartBody body = Json.read(context, StartBody.class);
        Session session = visits.session(context);
        Flow flow = visits.flow(session, body.flow());
        flow.leave();
        return states.read(session, flow);
    }

    View.State state(Context context) {
        Session session = visits.session(context);
        return states.read(session, visits.flow(session, context.queryParam("flow")));
    }

    private SendResult onPhoneOf(Flow flow, Supplier<SendResult> sending) {
        return host.phone()
                .map(phone -> phone.inTheNameOf(flow.token(), sending))
                .orElseGet(sending);
    }

    private Otp otp(SendResult result) {
        if (result instanceof Sent sent) {
            return sent.otp();
        }
        if (result instanceof Undelivered undelivered) {
            return undelivered.otp();
        }
        if (result instanceof Throttled throttled) {
            throw Sentences.throttled(throttled, clock.instant());
        }
        throw Sentences.refused(((Refused) result).reason());
    }

    private static @Nullable String warning(SendResult result) {
        if (!(result instanceof Undelivered undelivered)) {
            return null;
        }
        return undelivered.mayHaveArrived()
                ? "It is not known whether the message arrived."
                : "The message could not be delivered. Have it sent again, or change the number.";
    }

    /** How long after a send the next one to the same number must wait at least: the cool-down that the form shows. */
    private Duration pause() {
        OtpPolicy policy = host.policy();
        return policy.numberQuotas().stream()
                .filter(window -> window.limit() == 1)
                .map(QuotaWindow::length)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static @Nullable Channel channel(@Nullable String via) {
        if (via == null) {
            return null;
        }
        return switch (via) {
            case "auto" -> null;
            case "sms" -> Channel.SMS;
            case "voice" -> Channel.VOICE;
            default -> throw new Refusal(400, "The way must be auto, sms or voice.", "via");
        };
    }

    private static Refusal nothingSent() {
        return new Refusal(409, "No code was sent from this tab.");
    }
}
