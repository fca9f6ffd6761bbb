package io.otpengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy.TestNumber;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OtpPolicyBoundsTest {
    private static final QuotaWindow WINDOW = QuotaWindow.of(1, Duration.ofMinutes(1));
    private static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource
    void aValueOutsideItsBoundsIsRefusedWithFieldAndBounds(
            String field, UnaryOperator<OtpPolicyBuilder> edit, String message) {
        OtpPolicyBuilder builder = edit.apply(OtpPolicy.recommended().toBuilder());
        assertThatThrownBy(builder::build)
                .hasMessage(field + " " + message)
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo(field))
                .satisfies(e -> assertThat(e.reason()).isNotEqualTo(Reason.CONTRADICTION));
    }

    static Stream<Arguments> aValueOutsideItsBoundsIsRefusedWithFieldAndBounds() {
        String required = "is required and must not be null or blank";
        return Stream.of(
                refused("minLength", b -> b.minLength(3), "must be from 4 to 15"),
                refused("minLength", b -> b.minLength(16).maxLength(16), "must be from 4 to 15"),
                refused("maxLength", b -> b.maxLength(16), "must be from 4 to 15"),
                refused("maxLength", b -> b.minLength(7).maxLength(6), "must be from 7 to 15"),
                refused("codeLength", b -> b.codeLength(3), "must be from 4 to 11"),
                refused("codeLength", b -> b.codeLength(12), "must be from 4 to 11"),
                refused(
                        "codeLength",
                        b -> b.codeLength(5),
                        "must be long enough that its digits make at least minCodes = 1000000 codes"),
                refused(
                        "minCodes",
                        b -> b.minCodes(9_999),
                        "must be from 10000 to what 11 alphanumeric characters can tell apart"),
                refused(
                        "minCodes",
                        b -> b.maxLength(6).minCodes(2_176_782_337L),
                        "must be from 10000 to what 6 alphanumeric characters can tell apart"),
                refused("maxAttempts", b -> b.maxAttempts(0), "must be from 1 to 10"),
                refused("maxAttempts", b -> b.maxAttempts(11), "must be from 1 to 10"),
                refused("attempts", b -> b.attempts(0), "must be from 1 to 3"),
                refused("attempts", b -> b.attempts(4), "must be from 1 to 3"),
                refused("minExpire", b -> b.minExpire(Duration.ofMillis(999)), "must be from 1 to 86400 seconds"),
                refused("minExpire", b -> b.minExpire(Duration.ofSeconds(86_401)), "must be from 1 to 86400 seconds"),
                refused("minExpire", b -> b.minExpire(null), required),
                refused(
                        "minExpire",
                        b -> b.minExpire(Duration.ofNanos(30_000_000_001L)),
                        "must be in whole milliseconds"),
                refused("maxExpire", b -> b.maxExpire(Duration.ofSeconds(29)), "must be from 30 to 86400 seconds"),
                refused("maxExpire", b -> b.maxExpire(Duration.ofDays(2)), "must be from 30 to 86400 seconds"),
                refused("maxExpire", b -> b.maxExpire(null), required),
                refused("expire", b -> b.expire(Duration.ofMillis(29_999)), "must be from 30 to 600 seconds"),
                refused("expire", b -> b.expire(Duration.ofMillis(600_001)), "must be from 30 to 600 seconds"),
                refused("expire", b -> b.expire(Duration.ofNanos(60_000_000_001L)), "must be in whole milliseconds"),
                refused("expire", b -> b.expire(null), required),
                refused(
                        "numberQuotas",
                        b -> b.numberQuotas(Collections.nCopies(5, WINDOW)),
                        "must be at most 4 windows"),
                refused("numberQuotas", b -> b.numberQuotas(null), required),
                refused("numberQuotas", b -> b.numberQuotas(Arrays.asList(WINDOW, null)), required),
                refused(
                        "subjectQuotas",
                        b -> b.subjectQuotas(Collections.nCopies(5, WINDOW)),
                        "must be at most 4 windows"),
                refused("subjectQuotas", b -> b.subjectQuotas(null), required),
                refused("subjectQuotas", b -> b.subjectQuotas(Arrays.asList(WINDOW, null)), required),
                refused("applicationQuota", b -> b.applicationQuota(0), "must be from 1 to 2147483647"),
                refused("streakLimit", b -> b.streakLimit(0), "must be from 1 to 100"),
                refused("streakLimit", b -> b.streakLimit(101), "must be from 1 to 100"),
                refused(
                        "regions",
                        b -> b.regions(Set.of("DE", "de")),
                        "must be ISO 3166-1 alpha-2 codes in upper case, such as DE"),
                refused(
                        "regions",
                        b -> b.regions(Set.of("XX")),
                        "must be ISO 3166-1 alpha-2 codes in upper case, such as DE"),
                refused("regions", b -> b.regions(null), required),
                refused("regions", b -> b.regions(Collections.singleton(null)), required),
                refused("validity", b -> b.validity(null), required),
                refused("testNumbers", b -> b.testNumbers(null), required),
                refused("testNumbers", b -> b.testNumbers(Collections.singletonList(null)), required),
                refused(
                        "testNumbers.number",
                        b -> b.testNumbers(test("491701234567", "123456")),
                        "must be E.164 with +"),
                refused("testNumbers.number", b -> b.testNumbers(test(null, "123456")), "must be E.164 with +"),
                refused(
                        "testNumbers.until",
                        b -> b.testNumbers(List.of(new TestNumber("+491701234567", "123456", null))),
                        required),
                refused("testNumbers.code", b -> b.testNumbers(test("+491701234567", null)), required),
                refused(
                        "testNumbers.code",
                        b -> b.testNumbers(test("+491701234567", "123")),
                        "must be from 4 to 11 characters long"),
                refused(
                        "testNumbers.code",
                        b -> b.testNumbers(test("+491701234567", "12345")),
                        "must be one of at least 1000000 possible codes: longer, or with letters"),
                refused(
                        "testNumbers.code",
                        b -> b.testNumbers(test("+491701234567", "ABCDEF")),
                        "must be digits and lower-case letters a to z"),
                refused("retention", b -> b.retention(Duration.ofMillis(-1)), "must be from 0 to 31622400 seconds"),
                refused("retention", b -> b.retention(Duration.ofDays(367)), "must be from 0 to 31622400 seconds"),
                refused("retention", b -> b.retention(null), required),
                refused("sender", b -> b.sender(null), required),
                refused("sender", b -> b.sender(" "), required),
                refused("sender", b -> b.sender("sixteen letters!"), "must be at most 15 characters long"),
                refused(
                        "sender",
                        b -> b.sender("BA\u202eNK"),
                        "must be one line without control, format or bidirectional characters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void aValueOnItsBoundIsTaken(String what, UnaryOperator<OtpPolicyBuilder> edit) {
        OtpPolicy policy = edit.apply(OtpPolicy.recommended().toBuilder()).build();
        assertThat(policy.guessProbabilityPerDay()).isBetween(0.0, 1.0);
    }

    static Stream<Arguments> aValueOnItsBoundIsTaken() {
        return Stream.of(
                taken("the longest codes", b -> b.maxLength(15).codeLength(15)),
                taken("codes of one length", b -> b.minLength(6).maxLength(6)),
                taken("10,000 codes", b -> b.minCodes(10_000).codeLength(4)),
                taken(
                        "all codes of 15 digits",
                        b -> b.maxLength(15).codeLength(15).minCodes(1_000_000_000_000_000L)),
                taken("one attempt", b -> b.attempts(1).maxAttempts(1)),
                taken("ten attempts", b -> b.maxAttempts(10).attempts(10)),
                taken("a second", b -> b.minExpire(Duration.ofSeconds(1)).expire(Duration.ofSeconds(1))),
                taken("a day", b -> b.maxExpire(Duration.ofDays(1)).expire(Duration.ofDays(1))),
                taken("no quotas", b -> b.numberQuotas(List.of()).subjectQuotas(List.of())),
                taken("four windows", b -> b.numberQuotas(Collections.nCopies(4, WINDOW))),
                taken("one send a day", b -> b.applicationQuota(1)),
                taken("as many as there are", b -> b.applicationQuota(Integer.MAX_VALUE)),
                taken("one wrong guess in a row", b -> b.streakLimit(1)),
                taken("no retention", b -> b.retention(Duration.ZERO)),
                taken("a year of retention", b -> b.retention(Duration.ofDays(366))),
                taken("a sender of 15", b -> b.sender("fifteen letters")));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource
    void aWindowOutsideItsBoundsIsRefused(int limit, Duration length, String message) {
        assertThatThrownBy(() -> QuotaWindow.of(limit, length))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }

    static Stream<Arguments> aWindowOutsideItsBoundsIsRefused() {
        String length = "length must be from 1 second to 366 days, in whole milliseconds";
        return Stream.of(
                arguments(0, Duration.ofDays(1), "limit must be at least 1"),
                arguments(1, Duration.ofMillis(999), length),
                arguments(1, Duration.ofDays(366).plusMillis(1), length),
                arguments(1, Duration.ofSeconds(2, 1), length),
                arguments(1, Duration.ofSeconds(Long.MIN_VALUE), length),
                arguments(1, null, "length is required and must not be null or blank"));
    }

    @Test
    @Tag("SEC-22")
    void fewerCodesThanTheNormsAskForNeedTheOptIn() {
        OtpPolicyBuilder four = OtpPolicy.recommended().toBuilder().codeLength(4);
        assertThatThrownBy(four::build).isInstanceOf(InvalidRequestException.class);
        assertThat(four.minCodes(10_000).build().codeLength()).isEqualTo(4);
    }

    private static List<TestNumber> test(String number, String code) {
        return List.of(new TestNumber(number, code, UNTIL));
    }

    private static Arguments refused(String field, UnaryOperator<OtpPolicyBuilder> edit, String message) {
        return arguments(field, edit, message);
    }

    private static Arguments taken(String what, UnaryOperator<OtpPolicyBuilder> edit) {
        return arguments(what, edit);
    }
}
