package io.otpengine.testkit;

import io.otpengine.ApplicationSpec;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;

/**
 * What properties about OTPs are made of, for jqwik. Of the kit this class and {@link Hostile} need jqwik, 1.9; all else
 * runs without it.
 */
public final class OtpArbitraries {
    /** Mobile ranges, and how many digits follow. */
    private static final List<Tuple2<String, Integer>> RANGES = List.of(
            Tuple.of("+49170", 7),
            Tuple.of("+447400", 6),
            Tuple.of("+1202555", 4),
            Tuple.of("+33612", 6),
            Tuple.of("+48600", 6),
            Tuple.of("+9198", 8),
            Tuple.of("+8190", 8),
            Tuple.of("+34600", 6),
            Tuple.of("+393201", 6),
            Tuple.of("+31611", 6));

    private static final List<String> LANGUAGES = List.of("en", "de", "fr", "pt-BR", "zh", "ar");

    private OtpArbitraries() {}

    /**
     * Mobile numbers of several countries.
     *
     * @return E.164 with {@code +}, possible and of a range that takes text messages
     */
    public static Arbitrary<String> numbers() {
        return Arbitraries.of(RANGES)
                .flatMap(range ->
                        Arbitraries.strings().numeric().ofLength(range.get2()).map(digits -> range.get1() + digits));
    }

    /**
     * Accounts.
     *
     * @return 1 to 64 of the characters that an account may have
     */
    public static Arbitrary<String> accounts() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .numeric()
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(64);
    }

    /**
     * Language tags.
     *
     * @return with and without a region
     */
    public static Arbitrary<String> languages() {
        return Arbitraries.of(LANGUAGES);
    }

    /**
     * Texts for a template: the code somewhere among words, perhaps with the life of the OTP, in one script or another.
     *
     * @return at most 640 characters, each with {@code {{OTP}}} at least once
     */
    public static Arbitrary<String> templates() {
        Arbitrary<String> words = Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('a', 'z').withChars(" .:\n").ofMaxLength(120),
                Arbitraries.strings().withCharRange('\u00C0', '\u017F').ofMaxLength(60),
                Arbitraries.strings().withCharRange('\u0391', '\u03A9').ofMaxLength(60),
                Arbitraries.of("\uD83D\uDD10", "$1 %s \\n", "<b>&amp;"));
        Arbitrary<String> rest = Arbitraries.of("", "{{SEC}}", "{{MIN}}", "{{OTP}}");
        return Combinators.combine(words, words, rest, words)
                .as((before, between, also, after) -> before + "{{OTP}}" + between + also + after);
    }

    /**
     * Applications that {@link OtpPolicy#recommended()} allows, with and without each value.
     *
     * @return what {@link io.otpengine.Applications#create} takes
     */
    public static Arbitrary<ApplicationSpec> applications() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('\u00C0', '\u00FF')
                .ofMinLength(1)
                .ofMaxLength(64);
        Arbitrary<String> senders = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(11);
        return Combinators.combine(
                        names.injectNull(0.2),
                        Arbitraries.integers().between(6, 11).injectNull(0.3),
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.integers().between(1, 3).injectNull(0.3),
                        Arbitraries.integers()
                                .between(30, 600)
                                .map(Duration::ofSeconds)
                                .injectNull(0.3),
                        senders.injectNull(0.3),
                        numbers().injectNull(0.5))
                .as(ApplicationSpec::new);
    }

    /**
     * Policies within all bounds: lengths, attempts and lives, and quotas that can be met within a test.
     *
     * @return policies whose quota per application leaves room, as {@link OtpModel} asks
     */
    public static Arbitrary<OtpPolicy> policies() {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(6, 11);
        Arbitrary<Integer> attempts = Arbitraries.integers().between(1, 10);
        Arbitrary<Duration> lives = Arbitraries.integers().between(30, 600).map(Duration::ofSeconds);
        Arbitrary<Integer> streaks = Arbitraries.integers().between(10, 100);
        return Combinators.combine(lengths, attempts, lives, numberQuotas(), streaks)
                .as((length, tries, life, quotas, streak) -> OtpPolicy.recommended().toBuilder()
                        .codeLength(length)
                        .maxAttempts(tries)
                        .attempts(tries)
                        .expire(life)
                        .numberQuotas(quotas)
                        .subjectQuotas(List.of())
                        .applicationQuota(Integer.MAX_VALUE)
                        .streakLimit(streak)
                        .build());
    }

    private static Arbitrary<List<QuotaWindow>> numberQuotas() {
        Arbitrary<Integer> limits = Arbitraries.integers().between(1, 8);
        Arbitrary<Duration> lengths = Arbitraries.of(
                Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
        return Combinators.combine(limits, lengths).as(QuotaWindow::of).list().ofMaxSize(4);
    }

    /**
     * Sequences of commands: two accounts, three numbers and two applications, so that what one does meets what another
     * did; guesses right and wrong, and times about the edges of lives and windows.
     *
     * @return 1 to 60 commands
     */
    public static Arbitrary<List<OtpCommand>> commands() {
        return command().list().ofMinSize(1).ofMaxSize(60);
    }

    /**
     * One command of {@link #commands()}.
     *
     * @return any command, those of daily life more often
     */
    public static Arbitrary<OtpCommand> command() {
        Arbitrary<String> accounts =
                Arbitraries.frequencyOf(Tuple.of(5, Arbitraries.just("acme")), Tuple.of(1, Arbitraries.just("other")));
        Arbitrary<String> numbers =
                Arbitraries.of("+491701234567", "+491701234567", "+491701234567", "+491701234568", "+447400123456");
        Arbitrary<String> applications = Arbitraries.of(OtpModel.FIRST_APPLICATION, OtpModel.FIRST_APPLICATION, "shop");
        Arbitrary<Integer> otps = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(2, Arbitraries.integers().between(1, 4)));
        return Arbitraries.frequencyOf(List.of(
                often(8, Combinators.combine(accounts, numbers, applications).as(OtpCommand.Send::new)),
                often(5, Combinators.combine(otps, accounts).as(OtpCommand.Resend::new)),
                often(
                        10,
                        Combinators.combine(otps, accounts, Arbitraries.of(false, false, true))
                                .as(OtpCommand.Verify::new)),
                often(1, Combinators.combine(otps, accounts).as(OtpCommand.Delete::new)),
                often(2, otps.map(OtpCommand.Report::new)),
                often(6, times().map(OtpCommand.Pass::new)),
                often(
                        2,
                        Combinators.combine(
                                        accounts,
                                        applications,
                                        Arbitraries.integers().between(1, 3),
                                        lives())
                                .as(OtpCommand.Edit::new)),
                often(1, accounts.map(account -> new OtpCommand.DeleteApplication(account, "shop"))),
                often(1, Combinators.combine(accounts, numbers).as(OtpCommand.Unblock::new)),
                often(1, Arbitraries.just(new OtpCommand.Purge())),
                often(1, Arbitraries.just(new OtpCommand.Restart())),
                often(1, Combinators.combine(otps, accounts, numbers).as(OtpCommand.AskWhileTheStoreIsDown::new))));
    }

    private static Arbitrary<Duration> lives() {
        return Arbitraries.of(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofMinutes(10));
    }

    private static Arbitrary<Duration> times() {
        return Arbitraries.of(
                Duration.ofMillis(1),
                Duration.ofSeconds(29),
                Duration.ofSeconds(60),
                Duration.ofMillis(299_999),
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofMinutes(-2),
                Duration.ofDays(-1),
                Duration.ofHours(25));
    }

    @SuppressWarnings("unchecked")
    private static Tuple2<Integer, Arbitrary<OtpCommand>> often(int weight, Arbitrary<? extends OtpCommand> commands) {
        return Tuple.of(weight, (Arbitrary<OtpCommand>) commands);
    }
}
