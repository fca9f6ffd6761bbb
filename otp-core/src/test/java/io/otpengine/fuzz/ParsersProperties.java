package io.otpengine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.sun.management.ThreadMXBean;
import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpException;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.QuotaWindow;
import io.otpengine.internal.codes.CodeSealer;
import io.otpengine.internal.codes.Guess;
import io.otpengine.internal.codes.RandomSource;
import io.otpengine.internal.codes.References;
import io.otpengine.internal.codes.Secret;
import io.otpengine.internal.numbers.PhoneNumber;
import io.otpengine.internal.numbers.PhoneNumbers;
import io.otpengine.internal.templates.Languages;
import io.otpengine.internal.templates.Templates;
import io.otpengine.internal.text.Texts;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import io.otpengine.testkit.Hostile;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.Records;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a stranger sends, a reader takes it, calls it nothing, or refuses it with the exception it is known for. */
class ParsersProperties {
    private static final CodeKeys KEYS = CodeKeys.of("k1", new byte[32]);
    private static final CodeSealer SEALER = new CodeSealer(KEYS, new RandomSource(new SecureRandom()));
    private static final References REFERENCES = new References(KEYS);
    private static final OtpRecord OTP = Records.otp(ManualTime.START);
    private static final byte[] SEALED =
            SEALER.seal(new Secret("123456", "{{OTP}} it is"), OTP).toBytes();

    /** Far beyond what a million characters take, and far below what a reader takes that is not linear in them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For each character, of all readers together. What is not linear takes a million times as many. */
    private static final long MOST_BYTES = 100;

    @Property(tries = 3000)
    void aNumberIsE164OrRefused(
            @ForAll("numbers") String number,
            @ForAll("countries") String country,
            @ForAll OtpPolicy.Validity validity) {
        accepted(() -> PhoneNumbers.parse(number, country, validity), "number", "country")
                .map(PhoneNumber::e164)
                .ifPresent(e164 -> assertThat(e164).matches("\\+[1-9][0-9]{3,14}"));
    }

    @Property(tries = 3000)
    void aTemplateIsSentAsItReadsOrRefused(@ForAll("templates") String text) {
        accepted(
                        () -> {
                            Templates.checkTemplate(text);
                            return text;
                        },
                        "text")
                .ifPresent(taken -> {
                    String sent = Templates.render(taken, "123456", Duration.ofMinutes(5), Channel.SMS);
                    assertThat(sent).contains("123456").doesNotContain("{").doesNotContain("}");
                    assertThat(Texts.hasControlsBesideLineFeeds(sent)).isFalse();
                    assertThat(sent).hasSizeLessThanOrEqualTo(640);
                });
    }

    @Property(tries = 1000)
    void aTextBesideItsOwnCodeIsSentAsItReadsOrRefused(@ForAll("templates") String text) {
        accepted(
                        () -> {
                            Templates.checkText(text, true);
                            return text;
                        },
                        "text")
                .ifPresent(taken -> assertThat(Templates.render(taken, "123456", Duration.ofMinutes(5), Channel.VOICE))
                        .doesNotContain("{{OTP}}"));
    }

    @Property(tries = 1000)
    void aLanguageIsOneOrRefused(@ForAll("languages") String language) {
        accepted(() -> Languages.normalise("language", language), "language")
                .ifPresent(spelled ->
                        assertThat(Languages.normalise("language", spelled)).isEqualTo(spelled));
    }

    @Property(tries = 2000)
    void anOtpIdIsReadBackOrNone(@ForAll("ids") String text) {
        OtpId.parse(text).ifPresent(id -> assertThat(id.toString()).isEqualToIgnoringCase(text));
    }

    @Property(tries = 2000)
    void anApplicationIdIsReadBackOrNone(@ForAll("ids") String text) {
        ApplicationId.parse(text).ifPresent(id -> assertThat(id.value()).isEqualToIgnoringCase(text));
        accepted(() -> new ApplicationId(text), "application")
                .ifPresent(id -> assertThat(ApplicationId.parse(text)).contains(id));
    }

    @Property(tries = 2000)
    void aReferenceIsOneThatWentOutOrNone(@ForAll("references") String text) {
        References.parse(text)
                .filter(claim -> REFERENCES.isAuthentic(claim, OTP.accountId()))
                .ifPresent(claim -> assertThat(REFERENCES.of(OTP.accountId(), claim.id(), claim.send()))
                        .isEqualTo(text));
    }

    @Property(tries = 3000)
    void whatIsSealedOpensToWhatWasSealedOrToNothing(@ForAll("sealings") byte[] bytes) {
        try {
            assertThat(SEALER.open(OTP.next().sealed(Sealed.of(bytes)).build()).isPresent())
                    .isEqualTo(Arrays.equals(bytes, SEALED));
        } catch (OtpException unknownKey) {
            assertThat(unknownKey.otpId()).contains(OTP.id());
        }
    }

    @Property(tries = 2000)
    void noGuessIsTakenForTheCodeButTheCode(@ForAll("guesses") String typed) {
        boolean same =
                typed.length() <= 64 && typed.strip().replaceAll("[ -]", "").matches("12[aA][bB]56");
        assertThat(Guess.of(typed, null).matches(Optional.of(new Secret("12ab56", null)), null))
                .isEqualTo(same);
    }

    @Property(tries = 1000)
    void whatIsShownIsPrintableAndShort(@ForAll("texts") String text, @ForAll("limits") int atMost) {
        String shown = Texts.printable(text, atMost);
        assertThat(shown.length()).isLessThanOrEqualTo(atMost);
        assertThat(Texts.hasControls(shown)).isFalse();
    }

    @Property(tries = 120)
    void aMillionCharactersCostNoReaderMoreThanALookAtEach(@ForAll("huge") String text) {
        List<Consumer<String>> readers = List.of(
                t -> PhoneNumbers.parse(t, "DE", OtpPolicy.Validity.STRICT),
                Templates::checkTemplate,
                t -> Templates.checkText(t, true),
                t -> Languages.normalise("language", t),
                OtpId::parse,
                ApplicationId::new,
                ApplicationId::parse,
                Channel::new,
                References::parse,
                t -> Guess.of(t, null),
                t -> Texts.printable(t, 200));
        assertTimeoutPreemptively(PATIENCE, () -> {
            long before = allocated();
            readers.forEach(reader -> accepted(() -> {
                reader.accept(text);
                return "";
            }));
            assertThat(allocated() - before).as("bytes").isLessThan(MOST_BYTES * text.length());
        });
    }

    @Example
    void aReaderThatThrowsAnythingElseIsFoundOut() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> accepted(() -> "".charAt(1), "number"))
                .isInstanceOf(StringIndexOutOfBoundsException.class);
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> accepted(() -> QuotaWindow.of(-1, PATIENCE), "number"))
                .isInstanceOf(AssertionError.class);
    }

    /** By this thread, since it began. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    /** What was read; empty if it was refused as documented, for one of these fields. */
    private static <T> Optional<T> accepted(java.util.function.Supplier<T> reading, String... fields) {
        try {
            return Optional.of(reading.get());
        } catch (InvalidRequestException e) {
            if (fields.length > 0) {
                assertThat(e.field()).isIn((Object[]) fields);
            }
            assertThat(e.getMessage()).hasSizeLessThan(300);
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Hostile.texts(20),
                Hostile.near(Arbitraries.of(
                        "+491701234567",
                        "00491701234567",
                        "01701234567",
                        "+44 7911 123456",
                        "(030) 901820",
                        "+1-202-555-0123")));
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, Arbitraries.of("DE", "gb", "US", "IT")),
                net.jqwik.api.Tuple.of(1, Hostile.texts(3)),
                net.jqwik.api.Tuple.of(2, Arbitraries.just((String) null)));
    }

    @Provide
    Arbitrary<String> templates() {
        return Arbitraries.oneOf(
                Hostile.texts(300),
                Hostile.near(Arbitraries.of(
                        "{{OTP}} is your code.",
                        "{{OTP}}, {{SEC}} s, {{MIN}} min\n{{OTP}}",
                        "a".repeat(630) + "{{OTP}}")));
    }

    @Provide
    Arbitrary<String> languages() {
        return Arbitraries.oneOf(Hostile.texts(6), Hostile.near(Arbitraries.of("de", "pt-BR", "zgh_ma", "es-419")));
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.oneOf(
                Hostile.texts(40),
                Hostile.near(Arbitraries.of(OTP.id().toString(), "default", "00000000-0000-0000-0000-00000000000A")));
    }

    @Provide
    Arbitrary<String> references() {
        return Arbitraries.oneOf(
                Hostile.texts(40), Hostile.near(Arbitraries.just(REFERENCES.of(OTP.accountId(), OTP.id(), 1))));
    }

    @Provide
    Arbitrary<String> guesses() {
        return Arbitraries.oneOf(Hostile.texts(70), Hostile.near(Arbitraries.of("12ab56", " 12AB-56 ", "12 ab 56")));
    }

    @Provide
    Arbitrary<String> texts() {
        return Hostile.texts(300);
    }

    @Provide
    Arbitrary<Integer> limits() {
        return Arbitraries.integers().between(0, 300);
    }

    @Provide
    Arbitrary<String> huge() {
        return Hostile.huge();
    }

    /** Bytes of any kind, and what was sealed with up to three bytes changed, or cut, or made longer. */
    @Provide
    Arbitrary<byte[]> sealings() {
        Arbitrary<byte[]> changed = net.jqwik.api.Combinators.combine(
                        Arbitraries.integers().between(0, SEALED.length - 1),
                        Arbitraries.bytes(),
                        Arbitraries.integers().between(0, SEALED.length + 20))
                .as((at, value, length) -> {
                    byte[] bytes = SEALED.clone();
                    bytes[at] = value;
                    return length % 3 == 0 ? Arrays.copyOf(bytes, length) : bytes;
                });
        return Arbitraries.oneOf(Hostile.bytes(120), changed);
    }
}
