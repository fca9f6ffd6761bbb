package io.otpengine.rest.accounts;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whose a request is, by its {@code apiKey}: a header in any case, or a parameter of the query. */
public final class Accounts {
    private static final String NAME = "apiKey";
    private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)" + NAME + "=([^&]*)", Pattern.CASE_INSENSITIVE);

    private final ApiKeys keys;

    /**
     * Makes the rule.
     *
     * @param keys the keys
     */
    public Accounts(ApiKeys keys) {
        this.keys = keys;
    }

    /**
     * The account of a request. A header is believed before the query.
     *
     * @param context the request
     * @return the account, or empty without a valid key
     */
    public Optional<String> of(Context context) {
        String header = context.header(NAME);
        return header == null ? inQuery(context.queryString()).flatMap(keys::account) : keys.account(header.strip());
    }

    private static Optional<String> inQuery(@Nullable String query) {
        if (query == null) {
            return Optional.empty();
        }
        var found = IN_QUERY.matcher(query);
        if (!found.find()) {
            return Optional.empty();
        }
        try {
            // Keys have nothing to decode; clients may have encoded them all the same.
            return Optional.of(java.net.URLDecoder.decode(found.group(1), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
