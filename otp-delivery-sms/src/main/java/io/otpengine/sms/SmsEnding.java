package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import io.otpengine.InvalidRequestException.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the last line of a message tells the phone, so that it can fill in the code by itself. A message has one ending
 * and no more: both kinds want the last line.
 *
 * <p>Immutable.
 */
public final class SmsEnding {
    private static final String RETRIEVER = "<#>";
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/]{11}");
    private static final Pattern HOST = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?");
    private static final Pattern DOMAIN_LINE = Pattern.compile("(?m)^@\\S+ +#.*$");
    private static final Pattern GOOD_DOMAIN_LINE =
            Pattern.compile("@" + HOST + " #(\\{\\{OTP\\}\\}|[0-9A-Za-z]{4,11})( @" + HOST + ")?");

    private static final SmsEnding PLAIN = new SmsEnding("", "");

    private final String start;
    private final String end;

    private SmsEnding(String start, String end) {
        this.start = start;
        this.end = end;
    }

    /**
     * Adds nothing.
     *
     * @return the ending
     */
    public static SmsEnding plain() {
        return PLAIN;
    }

    /**
     * The domain-bound line {@code @host #code}, by which browsers offer the code on pages of that host only.
     *
     * @param host the page's host in lower case, international names in their {@code xn--} form; no scheme, no port
     * @return the ending
     * @throws InvalidRequestException if it is not such a host, or longer than 100 characters
     */
    public static SmsEnding webOtp(String host) {
        return new SmsEnding("", "\n\n@" + host("host", host) + " #{{OTP}}");
    }

    /**
     * The domain-bound line for a page inside a frame of another: {@code @host #code @embedded}.
     *
     * @param host the host of the page on top
     * @param embedded the host of the frame that asks for the code
     * @return the ending
     * @throws InvalidRequestException if one is not a host as {@link #webOtp(String)} wants it
     */
    public static SmsEnding webOtp(String host, String embedded) {
        return new SmsEnding("", "\n\n@" + host("host", host) + " #{{OTP}} @" + host("embedded", embedded));
    }

    /**
     * The start {@code <#>} and the hash by which Android's SMS Retriever finds the app. Its messages may have at most
     * 140 bytes; {@link TemplateLinter} watches that.
     *
     * @param appHash 11 characters of {@code [A-Za-z0-9+/]}
     * @return the ending
     * @throws InvalidRequestException if it is not such a hash
     */
    public static SmsEnding androidRetriever(String appHash) {
        require("appHash", appHash);
        if (!HASH.matcher(appHash).matches()) {
            throw InvalidRequestException.malformed("appHash", "must be 11 characters of A-Z, a-z, 0-9, + and /");
        }
        return new SmsEnding(RETRIEVER + " ", "\n" + appHash);
    }

    /**
     * Ends a template.
     *
     * @param template a template or a text for one send, without an ending
     * @return the template with this ending
     * @throws InvalidRequestException if the template has an ending already
     */
    public String end(String template) {
        require("template", template);
        if (hasDomainLine(template) || isForRetriever(template)) {
            throw new InvalidRequestException(
                    "template", Reason.CONTRADICTION, "has an ending already; a message takes one and no more");
        }
        return start + template + end;
    }

    /** Whether the text is for Android's SMS Retriever. */
    static boolean isForRetriever(String text) {
        return text.startsWith(RETRIEVER);
    }

    /** Whether a line of the text looks domain-bound, wherever it stands. */
    static boolean hasDomainLine(String text) {
        return DOMAIN_LINE.matcher(text).find();
    }

    /** Whether the last line, and no other, is a domain-bound one that browsers read. */
    static boolean endsWithDomainLine(String text) {
        String last = text.substring(text.lastIndexOf('\n') + 1);
        return GOOD_DOMAIN_LINE.matcher(last).matches()
                && DOMAIN_LINE.matcher(text).results().count() == 1;
    }

    /** The text without its ending and what belongs to it. */
    static String without(String text) {
        String words = DOMAIN_LINE.matcher(text).replaceAll("");
        if (isForRetriever(words)) {
            int last = words.lastIndexOf('\n');
            boolean hash = last > 0 && HASH.matcher(words.substring(last + 1)).matches();
            words = words.substring(RETRIEVER.length(), hash ? last : words.length());
        }
        return words.strip();
    }

    private static String host(String field, String host) {
        require(field, host);
        if (!HOST.matcher(host).matches()) {
            throw InvalidRequestException.malformed(
                    field, "must be a host of at most 100 characters of a-z, 0-9, dot and hyphen");
        }
        return host;
    }

    private static void require(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw InvalidRequestException.required(field);
        }
    }
}
