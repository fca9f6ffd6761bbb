package io.otpengine.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import io.otpengine.OtpStatus;
import io.otpengine.OtpStoreException;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.Verification;
import io.otpengine.jdbc.TappedDataSource.Fault;
import io.otpengine.spi.OtpRecord;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One fault at one call to the driver, then another at the next, until all calls had all faults many times. */
abstract class Faults {
    private static final List<Fault> FAULTS = List.of(
            TappedDataSource.before("08006"),
            TappedDataSource.after("08006"),
            TappedDataSource.before("40001"),
            TappedDataSource.before("40P01"),
            TappedDataSource.after("40003"),
            TappedDataSource.before("57014"),
            TappedDataSource.after("57P01"),
            TappedDataSource.before("25006"),
            new Fault(new SQLException("no state"), true),
            new Fault(new IllegalStateException("a broken driver"), false),
            new Fault(new IllegalStateException("a broken driver"), true));

    private final int most;
    private final TappedDataSource tapped;
    private final Nodes nodes;
    private final OtpEngine engine;

    private int faults;
    private int turn;

    Faults(FreshTables tables, int most) {
        this.most = most;
        tapped = new TappedDataSource(tables.dataSource());
        nodes = new Nodes(tables.emptied(), Nodes.ROOMY);
        engine = nodes.over(tables.store(tapped.dataSource(), true));
    }

    @Test
    @Tag("FLT-02")
    void noFaultAtAnyCallOpensADoor() {
        while (faults < most) {
            Otp otp = sent();
            long told = 0;
            for (int i = 0; i < 4; i++) {
                boolean right = turn % 3 == 0;
                String guess = right ? nodes.code(otp) : nodes.wrongCode(otp);
                Verification answer = broken(() -> engine.verify(otp.id(), guess));
                OtpRecord row = nodes.row(otp.id());
                if (answer != null) {
                    told += answer.counted() ? 1 : 0;
                    assertThat(answer.isVerified()).isEqualTo(right && row.status() == OtpStatus.VERIFIED);
                    assertThat(answer.isVerified() && !right).isFalse();
                }
                assertThat(row.attemptCount()).isBetween((int) told, 3);
                assertThat(row.status() == OtpStatus.ACTIVE).isEqualTo(row.sealed() != null);
                if (row.status() == OtpStatus.VERIFIED) {
                    assertThat(engine.verify(otp.id(), nodes.code(otp)).isVerified())
                            .isFalse();
                    break;
                }
            }
        }
        assertThat(engine.verify(nodes.sent().id(), "000000").outcome()).isEqualTo(Verification.Outcome.WRONG_CODE);
    }

    /** A send that may fail: what was delivered is stored, and what was not stored was not delivered. */
    private Otp sent() {
        String number = nodes.freshNumber();
        int messages = nodes.phone.messages().size();
        SendResult result = broken(() -> engine.send(SendRequest.to(number)));
        List<Otp> stored = nodes.two.findByNumber(number);
        if (nodes.phone.messages().size() > messages) {
            assertThat(stored).hasSize(1);
        }
        if (result instanceof SendResult.Sent sent) {
            assertThat(stored).extracting(Otp::id).containsExactly(sent.otp().id());
            return sent.otp();
        }
        return nodes.sent();
    }

    /** Makes a call with one fault in it; null if it threw. */
    private <T> T broken(Supplier<T> call) {
        Fault fault = FAULTS.get(turn % FAULTS.size());
        tapped.breakCall(1 + turn / FAULTS.size() % 110, fault);
        turn++;
        try {
            return call.get();
        } catch (OtpException e) {
            assertThat(e).isInstanceOf(OtpStoreException.class);
            assertNoCanary(e);
            return null;
        } finally {
            faults += tapped.mended() ? 1 : 0;
        }
    }

    private static void assertNoCanary(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            assertThat(t.toString()).doesNotContain("canary", "a broken driver", "no state");
        }
    }
}
