package io.otpengine.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.otpengine.InvalidRequestException;
import io.otpengine.rest.accounts.ApiKey;
import io.otpengine.rest.accounts.ApiKeys;
import io.otpengine.testkit.ManualTime;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys on two nodes that share a database. */
class ApiKeysTest {
    private static final long JUST_UNDER_2_SECONDS = 1_999_999_999;

    private final AtomicLong nanos = new AtomicLong();
    private HikariDataSource pool;
    private ApiKeys one;
    private ApiKeys other;

    @BeforeEach
    void open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:keys");
        pool = new HikariDataSource(config);
        one = new ApiKeys(pool, new byte[32], new ManualTime(), nanos::get);
        other = new ApiKeys(pool, new byte[32], new ManualTime(), nanos::get);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void aNewKeyOpensOnAnotherNodeWithinTwoSecondsEvenIfTriedTooEarly() {
        assertThat(other.account("nonsense")).isEmpty();
        String key = one.create("acme", "");
        assertThat(other.account(key)).hasValue("acme");
    }

    @Test
    void aRevokedKeyOpensNothingHereAndAfterTwoSecondsNothingAnywhere() {
        String key = one.create("acme", "");
        ApiKey kept = one.list().get(0);
        assertThat(one.account(key)).hasValue("acme");
        assertThat(other.account(key)).hasValue("acme");
        one.revoke(kept.id());
        assertThat(one.account(key)).isEmpty();
        nanos.addAndGet(JUST_UNDER_2_SECONDS);
        assertThat(other.account(key)).hasValue("acme");
        nanos.addAndGet(1);
        assertThat(other.account(key)).isEmpty();
    }

    @Test
    void underAnotherPepperNoKeyOpensAnything() {
        String key = one.create("acme", "");
        byte[] pepper = new byte[32];
        pepper[0] = 1;
        assertThat(new ApiKeys(pool, pepper, new ManualTime(), nanos::get).account(key))
                .isEmpty();
    }

    @Test
    void accountsAndNamesHaveBounds() {
        assertThatThrownBy(() -> one.create("a b", "")).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> one.create("a", "x".repeat(65))).isInstanceOf(InvalidRequestException.class);
    }
}
