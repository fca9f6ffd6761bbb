package io.otpengine.testkit;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import io.otpengine.OtpId;
import io.otpengine.OtpStatus;
import io.otpengine.spi.Digest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Records for tests of a store: of the kind that an engine writes, and of the longest that it may. */
public final class Records {
    /** The account of what is made here. */
    public static final String ACCOUNT = "acme";

    /** The number of the OTPs made here. */
    public static final String NUMBER = "+491701234567";

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    /** Four bytes in UTF-8, two characters in Java. */
    private static final String LOCK = "\uD83D\uDD10";

    private Records() {}

    /**
     * An id like those of an engine.
     *
     * @return never the same twice
     */
    public static OtpId newOtpId() {
        UUID random = UUID.randomUUID();
        return new OtpId(random.getMostSignificantBits(), random.getLeastSignificantBits());
    }

    /**
     * An id like those of an engine.
     *
     * @return never the same twice
     */
    public static ApplicationId newApplicationId() {
        return new ApplicationId(UUID.randomUUID().toString());
    }

    /**
     * An OTP that was just sent and lives for five minutes, without the values that may be absent.
     *
     * @param created when
     * @return version 1, with a new id
     */
    public static OtpRecord otp(Instant created) {
        return new OtpRecord(
                newOtpId(),
                1,
                ACCOUNT,
                newApplicationId(),
                NUMBER,
                OtpStatus.ACTIVE,
                0,
                3,
                1,
                created,
                created.plus(LIFETIME),
                "en",
                Channel.SMS,
                null,
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                List.of(new OtpEvent(created, OtpEvent.Type.CREATED, null, null)));
    }

    /**
     * An OTP with every value present and as long as it may be, and as many events as one may have.
     *
     * @param created when
     * @return version 1, with a new id
     */
    public static OtpRecord longestOtp(Instant created) {
        OtpRecord otp = otp(created);
        return new OtpRecord(
                otp.id(),
                1,
                "A.b_c-d9".repeat(8),
                otp.applicationId(),
                "+123456789012345",
                OtpStatus.ACTIVE,
                9,
                10,
                5,
                created,
                created.plus(LIFETIME),
                "zgh-419",
                new Channel("a234567890123456"),
                LOCK.repeat(7) + "é",
                "+123456789012345",
                LOCK.repeat(63) + "ß ",
                Digest.of(bytes(32)),
                Sealed.of(bytes(3072)),
                true,
                "p".repeat(64),
                "Ω".repeat(128),
                events(created));
    }

    /**
     * An application.
     *
     * @param accountId whose
     * @param created when
     * @return version 1, with a new id, without the values that may be absent
     */
    public static Application application(String accountId, Instant created) {
        return new Application(
                newApplicationId(),
                1,
                accountId,
                "Shop",
                6,
                false,
                3,
                Duration.ofMinutes(5),
                "Shop",
                null,
                Map.of(),
                created);
    }

    /**
     * An application with every value present and as long as it may be, and a text for each of 40 languages.
     *
     * @param created when
     * @return version 1, with a new id
     */
    public static Application longestApplication(Instant created) {
        Map<String, String> templates = new LinkedHashMap<>();
        for (int i = 0; i < 40; i++) {
            String language = "x" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
            templates.put(language + "-419-a234567890123456", "{{OTP}}\n" + LOCK.repeat(316));
        }
        return new Application(
                newApplicationId(),
                1,
                "A.b_c-d9".repeat(8),
                LOCK.repeat(32),
                11,
                true,
                10,
                Duration.ofHours(2),
                "ΑΒΓ".repeat(5),
                "+123456789012345",
                templates,
                created);
    }

    private static List<OtpEvent> events(Instant from) {
        List<OtpEvent.Type> types = List.of(OtpEvent.Type.values());
        return Stream.iterate(0, i -> i < 32, i -> i + 1)
                .map(i -> new OtpEvent(
                        from.plusMillis(i),
                        types.get(i % types.size()),
                        i % 2 == 0 ? Channel.VOICE : null,
                        i % 3 == 0 ? null : LOCK.repeat(99) + "\"\\"))
                .toList();
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }
}
