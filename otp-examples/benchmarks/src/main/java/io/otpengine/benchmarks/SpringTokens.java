package io.otpengine.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.authentication.ott.GenerateOneTimeTokenRequest;
import org.springframework.security.authentication.ott.JdbcOneTimeTokenService;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;

/** Spring Security's one-time tokens in the same database: stored in clear, no attempts, no quotas, no events. */
final class SpringTokens implements AutoCloseable {
    private final JdbcOneTimeTokenService service;

    SpringTokens(Postgresql postgresql) {
        postgresql.execute("CREATE TABLE one_time_tokens (token_value VARCHAR(36) NOT NULL PRIMARY KEY, "
                + "username VARCHAR(50) NOT NULL, expires_at TIMESTAMP NOT NULL)");
        service = new JdbcOneTimeTokenService(new JdbcTemplate(postgresql.pool()));
    }

    List<BooleanSupplier> consumptions(int count) {
        List<BooleanSupplier> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var token =
                    new OneTimeTokenAuthenticationToken(service.generate(new GenerateOneTimeTokenRequest("somebody"))
                            .getTokenValue());
            work.add(() -> service.consume(token) != null);
        }
        return work;
    }

    /** Ends its thread, which cleans up by the hour and would keep the program from ending. */
    @Override
    public void close() {
        try {
            service.destroy();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
