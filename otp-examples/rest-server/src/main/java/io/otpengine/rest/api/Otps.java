package io.otpengine.rest.api;

import io.otpengine.ApplicationId;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import java.util.Optional;
import java.util.function.BiFunction;

/** The operations on OTPs. */
final class Otps {
    private final Readings readings;

    Otps(Readings readings) {
        this.readings = readings;
    }

    Answer send(Call call) {
        String named = call.text("applicationId");
        Optional<ApplicationId> application =
                named == null ? Optional.of(ApplicationId.DEFAULT) : ApplicationId.parse(named);
        if (application.isEmpty()) {
            return readings.unknownApplication();
        }
        SendRequest request = SendRequest.to(call.parameters().required("number"))
                .application(application.get())
                .country(call.text("country"))
                .via(call.channel("via"))
                .language(call.text("language"))
                .text(call.text("text"))
                .code(call.text("otpCode"))
                .codeLength(call.parameters().integer("pinLength"))
                .sender(call.text("sender"))
                .caller(call.text("caller"))
                .referenceId(call.text("referenceId"))
                .subject(call.text("subject"));
        return readings.sent(call.engine().send(request));
    }

    Answer resend(Call call) {
        return withOtp(call, (engine, id) -> {
            ResendRequest request = ResendRequest.of(id).via(call.channel("via"));
            request = call.isAuto() ? request.auto() : request;
            return readings.resent(engine.resend(request.sender(call.text("sender"))
                    .caller(call.text("caller"))
                    .subject(call.text("subject"))));
        });
    }

    Answer check(Call call) {
        String code = call.parameters().required("otpCode");
        return withOtp(call, (engine, id) -> readings.checked(engine.verify(id, code)));
    }

    Answer list(Call call) {
        String number = call.parameters().required("number");
        return readings.listed(call.engine().findByNumber(number).stream()
                .map(readings::entity)
                .toList());
    }

    Answer read(Call call) {
        return withOtp(call, (engine, id) -> readings.found(engine.find(id).map(readings::entity)));
    }

    Answer delete(Call call) {
        return withOtp(call, (engine, id) -> readings.found(engine.delete(id).map(readings::entity)));
    }

    /** An OTP has at least the event that it was created; none means no OTP. */
    Answer events(Call call) {
        return withOtp(
                call,
                (engine, id) -> readings.found(Optional.of(
                                engine.events(id).stream().map(EventEntity::of).toList())
                        .filter(events -> !events.isEmpty())));
    }

    private Answer withOtp(Call call, BiFunction<OtpEngine, OtpId, Answer> operation) {
        return call.otp().map(id -> operation.apply(call.engine(), id)).orElseGet(readings::notFound);
    }
}
