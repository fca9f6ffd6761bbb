package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpId;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What comes too late for a session leaves nothing behind. */
class VisitsTest {
    private PageServer server;
    private VisitorApplications applications;
    private Visits visits;
    private Session session;

    @BeforeEach
    void start() {
        server = PageServer.demo();
        applications = new VisitorApplications(server.engine);
        visits = new Visits(server.time, context -> "somewhere", true, applications);
        session = new Session("somewhere", server.time.instant());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static OtpId otp() {
        return OtpId.parse(UUID.randomUUID().toString()).orElseThrow();
    }

    @Test
    void whatIsSentFromATabThatIsForgottenMeanwhileIsNotRemembered() {
        Flow first = visits.open(session);
        visits.sent(first, otp());
        assertThat(visits.otps()).isZero();
        OtpId kept = otp();
        first.sent(kept, 4, false, server.time.instant());
        visits.sent(first, kept);
        assertThat(visits.otps()).isEqualTo(1);
        for (int i = 0; i < 16; i++) {
            visits.open(session);
        }
        assertThat(first.isEnded()).isTrue();
        assertThat(visits.otps()).isZero();
        OtpId late = otp();
        first.sent(late, 4, false, server.time.instant());
        visits.sent(first, late);
        assertThat(visits.otps()).isZero();
    }

    @Test
    void aTabOpenedAsTheSessionEndsEndsToo() {
        session.end();
        assertThat(visits.open(session).isEnded()).isTrue();
        assertThat(session.flows()).isEmpty();
    }

    @Test
    void anEndedSessionGetsNoApplicationOfItsOwn() {
        session.end();
        assertThatThrownBy(() -> applications.toEdit(session)).isInstanceOf(Refusal.class);
        assertThat(server.engine.applications().list()).hasSize(1);
    }

    @Test
    void applicationsAreSweptWithThePurge() {
        server.engine.applications().create(io.otpengine.ApplicationSpec.named("Visitor AbCd-123"));
        server.time.advance(Sessions.LONGEST.plusMillis(1));
        server.purging.forEach(Runnable::run);
        assertThat(server.engine.applications().list()).hasSize(1);
    }
}
