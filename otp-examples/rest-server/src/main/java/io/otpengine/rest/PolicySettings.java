package io.otpengine.rest;

import io.otpengine.InvalidRequestException;
import io.otpengine.OtpPolicy;
import io.otpengine.OtpPolicyBuilder;
import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The bounds on what clients may ask for. */
final class PolicySettings {
    private static final Pattern WINDOW = Pattern.compile("([0-9]{1,9})/([0-9]{1,9})([smhd])");

    @Option(
            names = "--policy",
            paramLabel = "tyntec|recommended",
            defaultValue = "tyntec",
            description =
                    "tyntec is the bounds of tyntec's API, with codes of 4 digits; recommended is what the norms ask for,"
                            + " with 6. tyntec unless set.")
    Bounds bounds = Bounds.TYNTEC;

    @Option(
            names = "--regions",
            paramLabel = "DE,AT",
            split = ",",
            description = "The only regions to send to, against toll fraud; everywhere unless set.")
    Set<String> regions = Set.of();

    @Option(
            names = "--number-quotas",
            paramLabel = "N/TIME,…",
            description = "How often one number may be sent to, 1/30s,5/1h,10/1d unless set; none is no limit.")
    @Nullable
    String numberQuotas;

    @Option(
            names = "--subject-quotas",
            paramLabel = "N/TIME,…",
            description = "How often one subject may have something sent, 10/1h unless set; none is no limit.")
    @Nullable
    String subjectQuotas;

    @Option(
            names = "--application-quota",
            paramLabel = "N",
            description = "How many sends an application has a day, in UTC; 10000 unless set.")
    @Nullable
    Integer applicationQuota;

    @Option(
            names = "--tyntec-entities",
            paramLabel = "true|false",
            defaultValue = "false",
            description =
                    "Whether entities have the fields of tyntec's API alone, for clients that refuse others; false unless"
                            + " set.")
    boolean tyntecEntities;

    enum Bounds {
        TYNTEC,
        RECOMMENDED
    }

    OtpPolicy policy() {
        OtpPolicy base = bounds == Bounds.TYNTEC ? OtpPolicy.tyntecCompatible() : OtpPolicy.recommended();
        OtpPolicyBuilder policy = base.toBuilder().regions(regions);
        if (numberQuotas != null) {
            policy.numberQuotas(windows("number-quotas", numberQuotas));
        }
        if (subjectQuotas != null) {
            policy.subjectQuotas(windows("subject-quotas", subjectQuotas));
        }
        if (applicationQuota != null) {
            policy.applicationQuota(applicationQuota);
        }
        return policy.build();
    }

    private static List<QuotaWindow> windows(String name, String text) {
        return text.equals("none")
                ? List.of()
                : Arrays.stream(text.split(",", -1))
                        .map(window -> window(name, window))
                        .toList();
    }

    private static QuotaWindow window(String name, String text) {
        Matcher window = WINDOW.matcher(text.strip());
        if (!window.matches()) {
            throw InvalidRequestException.malformed(name, "must be 'none' or windows such as 5/1h, in s, m, h or d");
        }
        int length = Integer.parseInt(window.group(2));
        return new QuotaWindow(
                Integer.parseInt(window.group(1)),
                switch (window.group(3)) {
                    case "s" -> Duration.ofSeconds(length);
                    case "m" -> Duration.ofMinutes(length);
                    case "h" -> Duration.ofHours(length);
                    default -> Duration.ofDays(length);
                });
    }
}
