package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.otpengine.sms.internal.Gsm7;
import org.junit.jupiter.api.Test;

class Gsm7Test {
    @Test
    void signsThatDifferFromAsciiGetTheirOwnPositions() {
        assertThat(Gsm7.unpacked("@$_ A1")).containsExactly(0x00, 0x02, 0x11, 0x20, 'A', '1');
    }

    @Test
    void extendedCharactersStandBehindAnEscape() {
        assertThat(Gsm7.unpacked("[€]")).containsExactly(0x1b, 0x3c, 0x1b, 0x65, 0x1b, 0x3e);
    }

    @Test
    void theEndsOfTheTableAreInPlace() {
        assertThat(Gsm7.unpacked("Δà¿§É")).containsExactly(0x10, 0x7f, 0x60, 0x5f, 0x1f);
    }

    @Test
    void aForeignCharacterIsRefusedWithoutShowingTheText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gsm7.unpacked("123456 ist Ihr Code “"))
                .withMessageNotContaining("123456");
    }
}
