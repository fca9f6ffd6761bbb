package io.otpengine.internal.numbers;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpPolicy.Validity;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PhoneNumbersProperties {
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final List<Example> EXAMPLES = PLANS.getSupportedRegions().stream()
            .sorted()
            .flatMap(region -> Arrays.stream(PhoneNumberType.values())
                    .map(type -> PLANS.getExampleNumberForType(region, type))
                    .filter(Objects::nonNull)
                    .map(number -> new Example(region, number)))
            .toList();

    record Example(String region, Phonenumber.PhoneNumber number) {
        String as(PhoneNumberFormat format) {
            return PLANS.format(number, format);
        }
    }

    /** A way to write a number, and whether the country has to stand beside it. */
    enum Style {
        E164(false),
        INTERNATIONAL(false),
        ZEROS(false),
        BARE(false),
        BARE_WITH_COUNTRY(true),
        NATIONAL(true),
        NATIONAL_DIGITS(true);

        private final boolean needsCountry;

        Style(boolean needsCountry) {
            this.needsCountry = needsCountry;
        }

        String write(Example example) {
            return switch (this) {
                case E164 -> example.as(PhoneNumberFormat.E164);
                case INTERNATIONAL -> example.as(PhoneNumberFormat.INTERNATIONAL);
                case ZEROS -> "00" + example.as(PhoneNumberFormat.E164).substring(1);
                case BARE, BARE_WITH_COUNTRY ->
                    example.as(PhoneNumberFormat.E164).substring(1);
                case NATIONAL -> example.as(PhoneNumberFormat.NATIONAL);
                case NATIONAL_DIGITS -> example.as(PhoneNumberFormat.NATIONAL).replaceAll("[^0-9]", "");
            };
        }
    }

    @Property(tries = 5000)
    void aNumberHasOneFormHoweverItIsWritten(
            @ForAll("examples") Example example,
            @ForAll Style style,
            @ForAll("zeros") int zero,
            @ForAll("separators") String separator,
            @ForAll boolean countryAnyway,
            @ForAll Validity validity) {
        String written = in(zero, style.write(example).replaceAll("[ -]+", separator));
        String country = style.needsCountry || countryAnyway ? example.region() : null;

        PhoneNumber read = PhoneNumbers.parse(written, country, validity);

        assertThat(read.e164()).isEqualTo(example.as(PhoneNumberFormat.E164));
    }

    @Property(tries = 5000)
    void junkIsANumberOrARefusal(
            @ForAll("numbers") String number, @ForAll("countries") String country, @ForAll Validity validity) {
        Optional<PhoneNumber> read = readOrRefused(number, country, validity);

        read.ifPresent(n -> assertThat(n.e164()).matches("\\+[1-9][0-9]{4,14}"));
    }

    @Property(tries = 5000)
    void theFormOfANumberReadsAsItself(@ForAll("nearlyNumbers") String number, @ForAll Validity validity) {
        readOrRefused(number, null, validity)
                .ifPresent(n ->
                        assertThat(PhoneNumbers.parse(n.e164(), null, validity)).isEqualTo(n));
    }

    @Property(tries = 5000)
    void whatIsPossibleUnderStrictIsTheSameUnderPossible(@ForAll("nearlyNumbers") String number) {
        readOrRefused(number, null, Validity.STRICT)
                .ifPresent(n -> assertThat(PhoneNumbers.parse(number, null, Validity.POSSIBLE))
                        .isEqualTo(n));
    }

    private static Optional<PhoneNumber> readOrRefused(String number, String country, Validity validity) {
        try {
            return Optional.of(PhoneNumbers.parse(number, country, validity));
        } catch (InvalidRequestException refused) {
            assertThat(refused.field()).isIn("number", "country");
            assertThat(refused.getMessage().replace("3166", "")).doesNotContainPattern("[0-9]{3}");
            assertThat(refused.getMessage()).doesNotContain("{", "\n").hasSizeLessThan(250);
            return Optional.empty();
        }
    }

    private static String in(int zero, String text) {
        StringBuilder other = new StringBuilder();
        text.chars().forEach(c -> other.appendCodePoint(c >= '0' && c <= '9' ? zero + c - '0' : c));
        return other.toString();
    }

    @Provide
    Arbitrary<Example> examples() {
        return Arbitraries.of(EXAMPLES);
    }

    @Provide
    Arbitrary<Integer> zeros() {
        return Arbitraries.of((int) '0', 0xff10, 0x0660, 0x06f0, 0x0966, 0x0e50);
    }

    @Provide
    Arbitrary<String> separators() {
        return Arbitraries.of("", " ", "-", ".", "/", "\u00a0", ") ", " (");
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings()
                        .withChars("+\uff0b0123456789 ()-./x#;,\u00a0\u200b\u0661\uff11")
                        .ofMaxLength(34),
                nearlyNumbers());
    }

    @Provide
    Arbitrary<String> nearlyNumbers() {
        Arbitrary<String> middle = Arbitraries.of("", "0", "00", "000", "1", "8", "06", "9", "15");
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, 7);
        Arbitrary<String> end = Arbitraries.strings().numeric().ofMaxLength(8);
        return Combinators.combine(examples(), middle, cut, end).as((example, zeros, shorter, more) -> {
            String national = PLANS.getNationalSignificantNumber(example.number());
            String kept = national.substring(0, Math.max(0, national.length() - shorter));
            return "+" + example.number().getCountryCode() + zeros + kept + more;
        });
    }

    @Provide
    Arbitrary<String> countries() {
        return Arbitraries.oneOf(
                        Arbitraries.of(List.copyOf(PLANS.getSupportedRegions())),
                        Arbitraries.strings().ofMaxLength(4))
                .injectNull(0.3);
    }
}
