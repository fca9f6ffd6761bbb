package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.otpengine.Channel;
import io.otpengine.OtpEvent;
import io.otpengine.OtpStoreException;
import io.otpengine.spi.OtpRecord;
import io.otpengine.testkit.Hostile;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.Records;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What is in a column reads back as it was written; what somebody else put there is read, or is a store's failure. */
class HostileRowsProperties {
    /** Far beyond what a million characters take, and far below what a reader takes that is not linear in them. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final FreshTables TABLES = new FreshTables(Servers.h2().pool());

    @Property(tries = 1000)
    void cellsReadAsTheyWereWritten(@ForAll("rows") List<List<String>> rows) {
        assertThat(Cells.read(Cells.write(rows))).isEqualTo(rows);
    }

    @Property(tries = 1000)
    void eventsReadAsTheyWereWritten(@ForAll("events") List<OtpEvent> events) {
        assertThat(Events.read(Events.write(events))).isEqualTo(events);
    }

    @Property(tries = 1000)
    void whatEventsAreReadFromIsWhatTheyAreWrittenTo(@ForAll("columns") String column) {
        read(column)
                .ifPresent(
                        events -> assertThat(Events.read(Events.write(events))).isEqualTo(events));
    }

    @Property(tries = 300)
    void aSpoiledColumnIsReadOrIsAFailureOfTheStore(@ForAll("columns") String column) throws SQLException {
        JdbcOtpStore store = TABLES.store(false);
        OtpRecord otp = Records.otp(ManualTime.START);
        store.insert(otp);
        try (Connection connection = TABLES.dataSource().getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE " + TABLES.name("record") + " SET events = ? WHERE id = ?")) {
            connection.setAutoCommit(true);
            update.setString(1, column);
            update.setString(2, otp.id().toString());
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        try {
            assertThat(store.find(otp.id()).map(OtpRecord::events)).isEqualTo(read(column));
        } catch (OtpStoreException e) {
            assertThat(read(column)).isEmpty();
            assertThat(e.getMessage()).contains("could not find an OTP");
        }
    }

    @Property(tries = 60)
    void aMillionCharactersCostNoMoreThanALookAtEach(@ForAll("huge") String text) {
        assertTimeoutPreemptively(PATIENCE, () -> {
            List<List<String>> rows = List.of(List.of(text, text), List.of(text));
            assertThat(Cells.read(Cells.write(rows))).isEqualTo(rows);
            read("1;" + text);
        });
    }

    /** Empty for what a store would answer with an exception. */
    private static Optional<List<OtpEvent>> read(String column) {
        try {
            return Optional.of(Events.read(column));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    /** A row is a cell or more, as an event is. */
    @Provide
    Arbitrary<List<List<String>>> rows() {
        return Hostile.texts(10).list().ofMinSize(1).ofMaxSize(4).list().ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<OtpEvent>> events() {
        Arbitrary<Instant> times =
                Arbitraries.longs().between(-10_000, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        Arbitrary<Channel> channels = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.just((Channel) null)),
                Tuple.of(2, Arbitraries.of(Channel.SMS, new Channel("a234567890123456"))));
        Arbitrary<String> details =
                Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just((String) null)), Tuple.of(3, Hostile.texts(20)));
        return Combinators.combine(times, Arbitraries.of(OtpEvent.Type.class), channels, details)
                .as(OtpEvent::new)
                .list()
                .ofMaxSize(32);
    }

    @Provide
    Arbitrary<String> columns() {
        return Arbitraries.oneOf(
                Hostile.texts(60).map(text -> "1;" + text),
                Hostile.near(Arbitraries.of(
                        "1;C1893553445678;Q0,sms,send 1;O12,sms,send 1: x", "1;C1", "1", "1;C0,,a\\,b\\;\\\\")));
    }

    @Provide
    Arbitrary<String> huge() {
        return Hostile.huge();
    }
}
