package io.otpengine.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDetailTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 10})
    void namesItsSendWithAndWithoutWords(int send) {
        assertThat(EventDetail.of(send, null)).isEqualTo("send " + send);
        assertThat(EventDetail.of(send, " ")).isEqualTo("send " + send);
        assertThat(EventDetail.of(send, "said")).isEqualTo("send " + send + ": said");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 10})
    void isRecognisedAsThatOfItsSendAlone(int send) {
        assertThat(EventDetail.isOf(send, "send " + send)).isTrue();
        assertThat(EventDetail.isOf(send, "send " + send + ": said")).isTrue();
        assertThat(EventDetail.isOf(send, "send " + send + "0: said")).isFalse();
        assertThat(EventDetail.isOf(send, "send " + (send + 1))).isFalse();
        assertThat(EventDetail.isOf(send, null)).isFalse();
    }
}
