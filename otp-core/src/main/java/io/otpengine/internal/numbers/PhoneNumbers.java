package io.otpengine.internal.numbers;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import io.otpengine.OtpPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the one number that was meant, or says why there is none. */
public final class PhoneNumbers {
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");

    private PhoneNumbers() {}

    /**
     * Reads a number: international with {@code +} or {@code 00}, or without either if there is no country; with a
     * country as one of its own, written either way.
     *
     * @throws InvalidRequestException naming {@code number} or {@code country}; never with the number in its message
     */
    public static PhoneNumber parse(String number, @Nullable String country, OtpPolicy.Validity validity) {
        Written written = Written.of(number);
        String plan = country == null ? null : known(country);
        Reading reading = plan == null || written.international()
                ? international(written, plan, validity)
                : ofCountry(written, plan, validity);
        return reading.number();
    }

    private static Reading international(Written written, @Nullable String country, OtpPolicy.Validity validity) {
        Reading reading = Reading.international(written.digits())
                .filter(r -> isEnough(r, validity))
                .orElseThrow(() -> unknown(validity));
        if (country != null && !reading.isOf(country)) {
            throw contradiction();
        }
        return reading;
    }

    private static Reading ofCountry(Written written, String country, OtpPolicy.Validity validity) {
        Optional<Reading> international =
                Reading.international(written.digits()).filter(Reading::isValid);
        if (international.filter(r -> r.isOf(country)).isPresent()) {
            return international.get();
        }
        // With the country's own prefix for calls abroad, 011 in the US, even this reading may lead elsewhere.
        Optional<Reading> national = Reading.national(written.digits(), country);
        boolean elsewhere = national.filter(r -> !r.isOf(country)).isPresent();
        if (!elsewhere && national.filter(Reading::isValid).isPresent()) {
            return national.get();
        }
        if (elsewhere || international.isPresent()) {
            throw contradiction();
        }
        return national.filter(r -> isEnough(r, validity)).orElseThrow(() -> unknown(validity));
    }

    private static boolean isEnough(Reading reading, OtpPolicy.Validity validity) {
        return switch (validity) {
            case STRICT -> reading.isValid();
            case POSSIBLE -> reading.isPossible();
        };
    }

    private static String known(String country) {
        if (COUNTRY.matcher(country).matches()) {
            String upper = country.toUpperCase(Locale.ROOT);
            if (Reading.knows(upper)) {
                return upper;
            }
        }
        throw InvalidRequestException.malformed(
                "country", "must be an ISO 3166-1 alpha-2 code of a country with phone numbers, such as DE");
    }

    private static InvalidRequestException contradiction() {
        return new InvalidRequestException(
                "country", Reason.CONTRADICTION, "must have the calling code that the number begins with");
    }

    private static InvalidRequestException unknown(OtpPolicy.Validity validity) {
        return InvalidRequestException.malformed(
                "number",
                (validity == OtpPolicy.Validity.STRICT ? "must be in use" : "must be possible")
                        + " in some country: with its calling code, or in national form beside its country");
    }
}
