package io.otpengine.internal.numbers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to read digits. Asking the number plans is the dearest step of a send: each is asked once. */
final class Reading {
    private static final PhoneNumberUtil PLANS = PhoneNumberUtil.getInstance();
    private static final int E164_LONGEST = 1 + 15;

    private final Phonenumber.PhoneNumber parsed;
    private final PhoneNumberType type;
    private final String e164;

    private Reading(Phonenumber.PhoneNumber parsed) {
        this.parsed = parsed;
        this.type = PLANS.getNumberType(parsed);
        this.e164 = PLANS.format(parsed, PhoneNumberFormat.E164);
    }

    /** The digits as a calling code and a number. */
    static Optional<Reading> international(String digits) {
        return of("+" + digits, null);
    }

    /** The digits as they are dialled in a country. */
    static Optional<Reading> national(String digits, String country) {
        return of(digits, country);
    }

    /** Whether there is a number plan for this ISO 3166-1 alpha-2 code. */
    static boolean knows(String country) {
        return PLANS.getSupportedRegions().contains(country);
    }

    /** Whether somebody may have it, as far as the data goes: only such numbers have a type. */
    boolean isValid() {
        return type != PhoneNumberType.UNKNOWN;
    }

    /**
     * Whether its length is right, and a second reading finds the same number. Without the latter +49 0170… beside
     * +49 170… would be one phone under two numbers, each with quotas of its own.
     */
    boolean isPossible() {
        return isValid()
                || (PLANS.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE
                        && parse(e164, null).filter(parsed::exactlySameAs).isPresent());
    }

    /** Whether it has the country's calling code. Countries share them: +44 7911 is in Guernsey, and of GB here. */
    boolean isOf(String country) {
        return parsed.getCountryCode() == PLANS.getCountryCodeForRegion(country);
    }

    PhoneNumber number() {
        String region = PLANS.getRegionCodeForNumber(parsed);
        boolean somewhere = region != null && !region.equals(PhoneNumberUtil.REGION_CODE_FOR_NON_GEO_ENTITY);
        return new PhoneNumber(e164, somewhere ? region : null, kind());
    }

    private NumberKind kind() {
        return switch (type) {
            case MOBILE, FIXED_LINE_OR_MOBILE, VOIP, UNKNOWN -> NumberKind.TEXT;
            case FIXED_LINE -> NumberKind.LANDLINE;
            case PREMIUM_RATE, SHARED_COST, TOLL_FREE, PAGER, VOICEMAIL, PERSONAL_NUMBER, UAN -> NumberKind.REFUSED;
        };
    }

    // Some plans are said to have longer numbers than E.164 has room for; no network carries them.
    private static Optional<Reading> of(String digits, @Nullable String country) {
        return parse(digits, country).map(Reading::new).filter(r -> r.e164.length() <= E164_LONGEST);
    }

    private static Optional<Phonenumber.PhoneNumber> parse(String digits, @Nullable String country) {
        try {
            return Optional.of(PLANS.parse(digits, country));
        } catch (NumberParseException noNumber) {
            return Optional.empty();
        }
    }
}
