package io.otpengine.internal.lifecycle;

import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.Otp;
import io.otpengine.OtpException;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.References;
import io.otpengine.internal.codes.Secret;
import io.otpengine.internal.templates.Templates;
import io.otpengine.internal.text.Fields;
import io.otpengine.spi.OtpRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Receipts, believed for their reference alone. They add an event and touch nothing else, final or not. */
public final class Receipts {
    private final References references;
    private final CodeSealer sealer;
    private final RecordLoop loop;
    private final InstantSource clock;

    Receipts(Workings w) {
        this.references = w.references();
        this.sealer = w.sealer();
        this.loop = w.loop();
        this.clock = w.clock();
    }

    public Optional<Otp> report(DeliveryReport report) {
        Fields.present("report", report);
        Fields.present("state", report.state());
        Fields.present("at", report.at());
        Fields.present("provider", report.provider());
        return References.parse(Fields.present("reference", report.reference()))
                .flatMap(claim -> loop.decide(claim.id(), record -> record(claim, report, record)));
    }

    private Decision<Optional<Otp>> record(References.Claim claim, DeliveryReport report, Optional<OtpRecord> record) {
        Optional<OtpRecord> believed = record.filter(otp -> claim.send() <= otp.sends())
                .filter(otp -> references.isAuthentic(claim, otp.accountId()));
        if (believed.isEmpty()) {
            return new Decision.AsItStands<>(Optional.empty());
        }
        Instant now = clock.instant();
        OtpRecord otp = believed.get();
        Instant at = within(otp.created(), report.at(), now);
        return Lifecycle.reported(otp, claim.send(), report.state(), detail(report, otp), at)
                .<Decision<Optional<Otp>>>map(
                        next -> new Decision.OnceWritten<>(next, Optional.of(Lifecycle.view(next, now))))
                .orElseGet(() -> new Decision.AsItStands<>(Optional.of(Lifecycle.view(otp, now))));
    }

    /** A provider's clock is not ours: nothing happened before the OTP was there, nor later than now. */
    private static Instant within(Instant from, Instant at, Instant to) {
        if (at.isAfter(to)) {
            return to;
        }
        return at.isBefore(from) ? from : at.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The provider and its words. Some receipts repeat the message: its text and its code are taken out. Once nobody can
     * tell what these were, since the code is erased or its key unknown, the words are left out.
     */
    private String detail(DeliveryReport report, OtpRecord otp) {
        Secret secret = secret(otp);
        if (secret == null) {
            return Echo.silenced(report.provider(), otp.number());
        }
        String said = report.provider() + (report.detail() == null ? "" : " " + report.detail());
        return Echo.silenced(said, otp.number(), secret.code(), texts(secret, otp));
    }

    private @Nullable Secret secret(OtpRecord otp) {
        try {
            return sealer.open(otp).orElse(null);
        } catch (OtpException unknownKey) {
            return null;
        }
    }

    /** A text of the request's own as it may have gone out: spelled for a voice, and written. */
    private static List<String> texts(Secret secret, OtpRecord otp) {
        String text = secret.text();
        if (text == null) {
            return List.of();
        }
        Duration life = Duration.between(otp.created(), otp.expires());
        return Stream.of(Channel.SMS, Channel.VOICE)
                .map(channel -> Templates.render(text, secret.code(), life, channel))
                .toList();
    }
}
