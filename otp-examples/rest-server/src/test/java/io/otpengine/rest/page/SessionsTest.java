package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.testkit.ManualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private final ManualTime time = new ManualTime();
    private final List<Session> ended = new ArrayList<>();
    private final Sessions sessions = new Sessions(3, 2, time, ended::add);

    @Test
    void oneMoreThanThereIsRoomForEndsTheLeastUsed() {
        Session first = sessions.begin("a");
        Session second = sessions.begin("b");
        sessions.begin("c");
        sessions.find(first.id());
        sessions.begin("d");
        assertThat(ended).containsExactly(second);
        assertThat(sessions.size()).isEqualTo(3);
    }

    @Test
    void oneAddressPushesOutItselfAlone() {
        Session other = sessions.begin("b");
        Session first = sessions.begin("a");
        sessions.begin("a");
        sessions.begin("a");
        assertThat(ended).containsExactly(first);
        assertThat(sessions.find(other.id())).isPresent();
    }

    @Test
    void anEndedSessionLeavesItsAddressRoom() {
        for (int i = 0; i < 100; i++) {
            sessions.begin("a");
            time.advance(Duration.ofHours(2).plusMillis(1));
        }
        assertThat(sessions.size()).isEqualTo(1);
        assertThat(ended).hasSize(99);
    }

    @Test
    void anUnknownIdIsNoSession() {
        assertThat(sessions.find("made up")).isEmpty();
    }
}
