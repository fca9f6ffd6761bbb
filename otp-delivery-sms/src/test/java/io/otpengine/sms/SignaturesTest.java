package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignaturesTest {
    @Test
    void equalOnesAreEqualAndOthersAreNot() {
        assertThat(Signatures.equal("a1", "a1")).isTrue();
        assertThat(Signatures.equal("a1", "a2")).isFalse();
        assertThat(Signatures.equal("a1", "a")).isFalse();
    }

    @Test
    void aMissingOrEmptyOneIsEqualToNone() {
        assertThat(Signatures.equal("", "")).isFalse();
        assertThat(Signatures.equal("", null)).isFalse();
        assertThat(Signatures.equal("a1", null)).isFalse();
        assertThat(Signatures.equal("a1", "")).isFalse();
        assertThat(Signatures.equal("", "a1")).isFalse();
    }
}
