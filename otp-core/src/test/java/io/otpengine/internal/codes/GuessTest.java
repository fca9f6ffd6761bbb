package io.otpengine.internal.codes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuessTest {
    private static final String CODE = "123456";

    @ParameterizedTest
    @ValueSource(strings = {"123456", " 123456 ", "123 456", "123-456", "1-2-3-4-5-6", "\u2003123456\n"})
    void theseAreTheSame(String typed) {
        assertThat(matches(typed, CODE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"k1b2c3", "K1B2C3", "k1-B2 c3"})
    void lettersMayBeCapitals(String typed) {
        assertThat(matches(typed, "k1b2c3")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0661\u0662\u0663\u0664\u0665\u0666",
                "\uff11\uff12\uff13\uff14\uff15\uff16",
                "\u0967\u0968\u0969\u096a\u096b\u096c",
                "+123456",
                "123456.0",
                "1.23456e5",
                "0x1e240",
                "0123456",
                "12345",
                "1234567",
                "123456\0",
                "\0123456",
                "12\t3456",
                "123\u200b456",
                "123456\u202c",
                "123\u2010456",
                "",
                "-",
                " ",
                "- - -"
            })
    @Tag("SEC-17")
    @DisplayName("SEC-17 nothing else is the code")
    void nothingElseIsTheCode(String typed) {
        assertThat(matches(typed, CODE)).isFalse();
    }

    @Test
    @Tag("SEC-17")
    @DisplayName("SEC-17 a number in another notation, a Kelvin sign and a dotless i are no letters of a code")
    void noOtherLetterIsTakenForAsciiOne() {
        assertThat(matches("1e5", "100000")).isFalse();
        assertThat(matches("\u212a1b2c3", "k1b2c3")).isFalse();
        assertThat(matches("\u0131abc12", "iabc12")).isFalse();
        assertThat(matches("\u0130abc12", "iabc12")).isFalse();
    }

    @Test
    @Tag("SEC-18")
    @DisplayName("SEC-18 two empty sides do not match")
    void twoEmptySidesDoNotMatch() {
        for (String typed : new String[] {"", "-", "é", "1".repeat(65)}) {
            assertThat(Guess.of(typed, null).matches(Optional.empty(), null)).isFalse();
            assertThat(matches(typed, "")).isFalse();
        }
    }

    @Test
    void sixtyFourCharactersAreReadAndNoMore() {
        assertThat(matches(" ".repeat(58) + CODE, CODE)).isTrue();
        assertThat(matches(" ".repeat(59) + CODE, CODE)).isFalse();
    }

    @Test
    @Tag("SEC-28")
    @DisplayName("SEC-28 a right code for another binding is wrong")
    void aRightCodeForAnotherBindingIsWrong() {
        Optional<Secret> secret = Optional.of(new Secret(CODE, null));
        var one = Hashes.ofBinding("one");
        var two = Hashes.ofBinding("two");
        assertThat(Guess.of(CODE, one).matches(secret, one)).isTrue();
        assertThat(Guess.of(CODE, one).matches(secret, two)).isFalse();
        assertThat(Guess.of(CODE, null).matches(secret, one)).isFalse();
        assertThat(Guess.of(CODE, one).matches(secret, null)).isFalse();
        assertThat(Guess.of("654321", one).matches(secret, one)).isFalse();
    }

    private static boolean matches(String typed, String code) {
        return Guess.of(typed, null).matches(Optional.of(new Secret(code, null)), null);
    }
}
