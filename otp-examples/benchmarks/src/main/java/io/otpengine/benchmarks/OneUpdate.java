package io.otpengine.benchmarks;

import io.otpengine.Otp;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The least that a durable verify can cost: one prepared compare-and-set {@code UPDATE} of a row as the engine's, with the
 * five columns that a guess changes, prepared once on a connection that its thread keeps. It opens no code, compares
 * nothing, and knows its row beforehand.
 */
final class OneUpdate {
    private static final String EVENTS =
            "1;C1763853857000;Q2,sms,send 1;O31,sms,send 1 phone;V1000,,attempt 1 of 3 right";

    private final Postgresql postgresql;
    private final Node node;
    private final String sql;
    private final ThreadLocal<PreparedStatement> kept = ThreadLocal.withInitial(this::prepared);

    OneUpdate(Postgresql postgresql, String prefix) {
        this.postgresql = postgresql;
        this.node = Node.withoutQuotas(postgresql.store(prefix).build());
        this.sql = "UPDATE " + prefix + "record SET version = ?, status = ?, attempt_count = ?, sealed = ?, events = ? "
                + "WHERE id = ? AND version = ?";
    }

    /** On the connection that the thread keeps. */
    List<BooleanSupplier> bare(int count) {
        return each(count, id -> won(kept.get(), id));
    }

    /** On a connection of the pool, prepared and closed each time, as anything that is given a DataSource has to. */
    List<BooleanSupplier> pooled(int count) {
        return each(count, id -> {
            try (Connection connection = postgresql.pool().getConnection();
                    PreparedStatement statement = connection.prepareStatement(sql)) {
                return won(statement, id);
            }
        });
    }

    /** One update of one row. */
    private interface Update {
        boolean run(String id) throws SQLException;
    }

    private List<BooleanSupplier> each(int count, Update update) {
        List<BooleanSupplier> work = new ArrayList<>();
        for (Otp otp : node.sent(count)) {
            String id = otp.id().toString();
            work.add(() -> {
                try {
                    return update.run(id);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        return work;
    }

    private PreparedStatement prepared() {
        try {
            return postgresql.connection().prepareStatement(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean won(PreparedStatement update, String id) throws SQLException {
        update.setLong(1, 3);
        update.setString(2, "VERIFIED");
        update.setInt(3, 1);
        update.setBytes(4, null);
        update.setString(5, EVENTS);
        update.setString(6, id);
        update.setLong(7, 2);
        return update.executeUpdate() == 1;
    }
}
