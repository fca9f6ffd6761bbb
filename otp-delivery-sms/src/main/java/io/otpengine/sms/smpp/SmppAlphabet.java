package io.otpengine.sms.smpp;

import io.otpengine.sms.internal.Gsm7;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an SMSC takes the octets of a message for, unless they are UCS-2. To be asked of the operator: if it expects GSM
 * 03.38 and gets ASCII, {@code @} arrives as {@code ¡}, and phones do not find the code in the last line.
 *
 * <p>A text with a character that GSM 03.38 or the alphabet lacks goes as UCS-2: on its way to the phone it would become
 * that anyway, or lose the character.
 */
public enum SmppAlphabet {
    /** The SMSC's default, data coding 0, is GSM 03.38, one septet to an octet. */
    GSM(0, null),
    /** Data coding 3, ISO 8859-1. */
    LATIN_1(3, StandardCharsets.ISO_8859_1),
    /** Data coding 1, ASCII. */
    ASCII(1, StandardCharsets.US_ASCII);

    static final byte UCS_2 = 8;

    private final byte coding;

    @SuppressWarnings("ImmutableEnumChecker") // a charset is immutable in all but name
    private final @Nullable Charset charset;

    SmppAlphabet(int coding, @Nullable Charset charset) {
        this.coding = (byte) coding;
        this.charset = charset;
    }

    boolean has(String text) {
        return text.codePoints().allMatch(c -> Gsm7.septets(c) > 0)
                && (charset == null || charset.newEncoder().canEncode(text));
    }

    /** The octets of a text that it has. */
    byte[] encode(String text) {
        return charset == null ? Gsm7.unpacked(text) : text.getBytes(charset);
    }

    byte coding() {
        return coding;
    }
}
