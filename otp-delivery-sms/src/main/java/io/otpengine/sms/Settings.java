package io.otpengine.sms;

import io.otpengine.InvalidRequestException;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what gateways are built from. */
final class Settings {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1\\]");

    private Settings() {}

    static <T> T required(String field, @Nullable T value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            throw InvalidRequestException.required(field);
        }
        return value;
    }

    static String matching(String field, @Nullable String value, Pattern form, String rule) {
        if (!form.matcher(required(field, value)).matches()) {
            throw InvalidRequestException.malformed(field, rule);
        }
        return required(field, value);
    }

    /** A server that codes and keys may be sent to. Anything more of the address would be dropped. */
    static URI server(String field, @Nullable URI address) {
        URI checked = address(field, address);
        String path = checked.getRawPath();
        if (!(path.isEmpty() || path.equals("/"))
                || checked.getRawQuery() != null
                || checked.getRawUserInfo() != null) {
            throw InvalidRequestException.malformed(field, "must have no path, no query and no user");
        }
        return checked;
    }

    /** An address that codes and keys may be sent to. */
    static URI address(String field, @Nullable URI address) {
        URI checked = required(field, address);
        String host = checked.getHost();
        boolean encrypted = "https".equals(checked.getScheme());
        boolean local = "http".equals(checked.getScheme())
                && host != null
                && LOOPBACK.matcher(host).matches();
        if (host == null || checked.getFragment() != null || !(encrypted || local)) {
            throw InvalidRequestException.malformed(field, "must be an https address, or http on this machine");
        }
        return checked;
    }
}
