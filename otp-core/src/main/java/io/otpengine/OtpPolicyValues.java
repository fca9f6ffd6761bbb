package io.otpengine;

import io.otpengine.internal.text.CodeSpace;
import io.otpengine.internal.text.Fields;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A policy's values, which begin as those of {@link OtpPolicy#recommended()}, and the bounds they keep. */
final class OtpPolicyValues {
    private static final int SHORTEST_CODE = 4;
    private static final int LONGEST_CODE = 15;
    private static final int MOST_WINDOWS = 4;
    private static final Set<String> REGIONS = Set.of(Locale.getISOCountries());
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");
    private static final Pattern CODE = Pattern.compile("[0-9a-z]+");

    int codeLength = 6;
    int minLength = 4;
    int maxLength = 11;
    long minCodes = 1_000_000;
    int attempts = 3;
    int maxAttempts = 3;
    Duration expire = Duration.ofMinutes(5);
    Duration minExpire = Duration.ofSeconds(30);
    Duration maxExpire = Duration.ofMinutes(10);
    List<QuotaWindow> numberQuotas = List.of(
            QuotaWindow.of(1, Duration.ofSeconds(30)),
            QuotaWindow.of(5, Duration.ofHours(1)),
            QuotaWindow.of(10, Duration.ofDays(1)));
    List<QuotaWindow> subjectQuotas = List.of(QuotaWindow.of(10, Duration.ofHours(1)));
    int applicationQuota = 10_000;
    int streakLimit = 100;
    Set<String> regions = Set.of();
    OtpPolicy.Validity validity = OtpPolicy.Validity.POSSIBLE;
    List<OtpPolicy.TestNumber> testNumbers = List.of();
    Duration retention = Duration.ofDays(1);
    String sender = "VERIFY";
    Map<String, String> templates = Map.of("en", "{{OTP}} is your code.");

    OtpPolicyValues() {}

    OtpPolicyValues(OtpPolicyValues from) {
        codeLength = from.codeLength;
        minLength = from.minLength;
        maxLength = from.maxLength;
        minCodes = from.minCodes;
        attempts = from.attempts;
        maxAttempts = from.maxAttempts;
        expire = from.expire;
        minExpire = from.minExpire;
        maxExpire = from.maxExpire;
        numberQuotas = from.numberQuotas;
        subjectQuotas = from.subjectQuotas;
        applicationQuota = from.applicationQuota;
        streakLimit = from.streakLimit;
        regions = from.regions;
        validity = from.validity;
        testNumbers = from.testNumbers;
        retention = from.retention;
        sender = from.sender;
        templates = from.templates;
    }

    /** Refuses what is outside its bounds, and copies what came from outside. */
    void check() {
        Fields.range("minLength", minLength, SHORTEST_CODE, LONGEST_CODE);
        Fields.range("maxLength", maxLength, minLength, LONGEST_CODE);
        Fields.range("codeLength", codeLength, minLength, maxLength);
        if (minCodes < 10_000 || minCodes > CodeSpace.of(true, maxLength)) {
            throw InvalidRequestException.outOfRange(
                    "minCodes", "from 10000 to what " + maxLength + " alphanumeric characters can tell apart");
        }
        if (CodeSpace.of(false, codeLength) < minCodes) {
            throw InvalidRequestException.outOfRange(
                    "codeLength", "long enough that its digits make at least minCodes = " + minCodes + " codes");
        }
        Fields.range("maxAttempts", maxAttempts, 1, 10);
        Fields.range("attempts", attempts, 1, maxAttempts);
        Fields.range("minExpire", minExpire, Duration.ofSeconds(1), Duration.ofDays(1));
        Fields.range("maxExpire", maxExpire, minExpire, Duration.ofDays(1));
        Fields.range("expire", expire, minExpire, maxExpire);
        numberQuotas = windows("numberQuotas", numberQuotas);
        subjectQuotas = windows("subjectQuotas", subjectQuotas);
        Fields.range("applicationQuota", applicationQuota, 1, Integer.MAX_VALUE);
        Fields.range("streakLimit", streakLimit, 1, 100);
        regions = knownRegions();
        Fields.present("validity", validity);
        testNumbers = copy("testNumbers", testNumbers);
        testNumbers.forEach(this::check);
        Fields.range("retention", retention, Duration.ZERO, Duration.ofDays(366));
        Fields.required("sender", sender, 15);
    }

    /** Refuses a code of a caller's own that the bounds rule out. */
    void checkCode(String field, String code) {
        if (code == null || code.isBlank()) {
            throw InvalidRequestException.required(field);
        }
        if (code.length() < minLength || code.length() > maxLength) {
            throw InvalidRequestException.outOfRange(
                    field, "from " + minLength + " to " + maxLength + " characters long");
        }
        if (!CODE.matcher(code).matches()) {
            throw InvalidRequestException.malformed(field, "must be digits and lower-case letters a to z");
        }
        if (CodeSpace.of(code) < minCodes) {
            throw InvalidRequestException.outOfRange(
                    field, "one of at least " + minCodes + " possible codes: longer, or with letters");
        }
    }

    private void check(OtpPolicy.TestNumber test) {
        if (test.number() == null || !E164.matcher(test.number()).matches()) {
            throw InvalidRequestException.malformed("testNumbers.number", "must be E.164 with +");
        }
        if (test.until() == null) {
            throw InvalidRequestException.required("testNumbers.until");
        }
        checkCode("testNumbers.code", test.code());
    }

    private Set<String> knownRegions() {
        Fields.present("regions", regions);
        regions.forEach(region -> Fields.present("regions", region));
        if (!REGIONS.containsAll(regions)) {
            throw InvalidRequestException.malformed(
                    "regions", "must be ISO 3166-1 alpha-2 codes in upper case, such as DE");
        }
        return Set.copyOf(regions);
    }

    private static List<QuotaWindow> windows(String field, List<QuotaWindow> windows) {
        List<QuotaWindow> copy = copy(field, windows);
        if (copy.size() > MOST_WINDOWS) {
            throw InvalidRequestException.outOfRange(field, "at most " + MOST_WINDOWS + " windows");
        }
        return copy;
    }

    private static <T> List<T> copy(String field, List<T> values) {
        Fields.present(field, values).forEach(value -> Fields.present(field, value));
        return List.copyOf(values);
    }
}
