package io.otpengine.rest.page;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

/** Phone numbers as people write them. */
final class Numbers {
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private Numbers() {}

    /** {@code +44 7700 900123} for {@code +447700900123}; what cannot be read stays as it is. */
    static String display(String e164) {
        try {
            return PHONES.format(PHONES.parse(e164, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return e164;
        }
    }
}
