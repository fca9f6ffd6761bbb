package io.otpengine.rest.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.otpengine.InvalidRequestException;
import io.otpengine.OtpStoreException;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.sql.DataSource;

/**
 * API keys: 32 random bytes, shown once, kept as an HMAC under the pepper. A stolen table opens nothing, and as nobody
 * without the pepper can tell what a guess hashes to, the time that a look-up takes tells nothing either.
 */
public final class ApiKeys {
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;
    private static final int LONGEST_KEY = 128;
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LONGEST_NAME = 64;
    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** How long a revoked key may still open its account on another node, and a new one not yet. */
    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    private final ApiKeyTable table;
    private final SecretKeySpec pepper;
    private final InstantSource clock;
    private final Cache<String, Optional<ApiKeyTable.Owner>> owners;

    /**
     * Opens the table of keys and makes it if there is none.
     *
     * @param pool the database
     * @param pepper the key that keys are hashed under
     * @param clock when keys are made and revoked
     * @param ticker how long an answer of the database is remembered by
     */
    public ApiKeys(DataSource pool, byte[] pepper, InstantSource clock, Ticker ticker) {
        this.table = new ApiKeyTable(pool);
        this.pepper = new SecretKeySpec(pepper, HMAC);
        this.clock = clock;
        this.owners = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .build();
        inDatabase(() -> {
            table.create();
            return true;
        });
    }

    /**
     * Makes a key.
     *
     * @param account the account it opens, {@code [A-Za-z0-9._-]{1,64}}
     * @param name for people, at most 64 characters
     * @return the key itself, which nobody can show again
     * @throws InvalidRequestException if account or name are not as above
     */
    public String create(String account, String name) {
        if (!ACCOUNT.matcher(account).matches()) {
            throw InvalidRequestException.malformed("account", "must be 1 to 64 letters, digits, '.', '_' or '-'");
        }
        if (name.length() > LONGEST_NAME) {
            throw InvalidRequestException.outOfRange("name", "at most " + LONGEST_NAME + " characters long");
        }
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Instant now = clock.instant();
        ApiKey kept = new ApiKey(UUID.randomUUID().toString(), account, name, now, Optional.empty());
        inDatabase(() -> {
            table.insert(hash(key), kept);
            return true;
        });
        return key;
    }

    /**
     * All keys, revoked ones included.
     *
     * @return oldest first
     */
    public List<ApiKey> list() {
        return inDatabase(table::all);
    }

    /**
     * Revokes a key, here at once, on other nodes within two seconds.
     *
     * @param id its id
     * @return whether there was such a key that was not revoked yet
     */
    public boolean revoke(String id) {
        boolean revoked = inDatabase(() -> table.revoke(id, clock.instant()));
        owners.invalidateAll();
        return revoked;
    }

    /**
     * Whose key this is.
     *
     * @param key what a caller claims to be a key
     * @return the account, or empty if it is no key or a revoked one
     * @throws OtpStoreException if the database failed
     */
    public Optional<String> account(String key) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            return Optional.empty();
        }
        String hash = hash(key);
        return owners.get(hash, unseen -> inDatabase(() -> table.owner(unseen)))
                .filter(owner -> MessageDigest.isEqual(bytes(hash), bytes(owner.hash())))
                .map(ApiKeyTable.Owner::account);
    }

    private String hash(String key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(pepper);
            return HexFormat.of().formatHex(mac.doFinal(bytes(key)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T inDatabase(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw new OtpStoreException("the table of API keys cannot be used", e);
        }
    }
}
