package io.otpengine.rest.operation;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the process lives, and whether it can serve. */
public final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final int SECONDS_TO_ANSWER = 2;

    private final DataSource pool;
    private volatile boolean stopping;

    /**
     * Watches a database.
     *
     * @param pool the database
     */
    public Health(DataSource pool) {
        this.pool = pool;
    }

    /**
     * Adds {@code /health/live} and {@code /health/ready}.
     *
     * @param routes where to
     */
    public void addTo(RoutesConfig routes) {
        routes.get("/health/live", context -> answer(context, true));
        routes.get("/health/ready", context -> answer(context, !stopping && databaseAnswers()));
    }

    /** From here on it is not ready: whoever balances the load sends no more. */
    public void stopping() {
        stopping = true;
    }

    private boolean databaseAnswers() {
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(SECONDS_TO_ANSWER);
        } catch (SQLException e) {
            LOG.warn("the database does not answer", e);
            return false;
        }
    }

    private static void answer(Context context, boolean up) {
        context.status(up ? 200 : 503)
                .header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(up ? "{\"status\":\"UP\"}" : "{\"status\":\"DOWN\"}");
    }
}
