package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SmsSizeTest {

    @TestFactory
    Stream<DynamicTest> everyVectorMatches() throws IOException {
        try (InputStream json = getClass().getResourceAsStream("/sms-segment-vectors.json")) {
            var vectors = JSON.std.listFrom(json).stream().map(Map.class::cast).toList();
            assertThat(vectors).hasSizeGreaterThan(30);
            return vectors.stream()
                    .map(vector -> DynamicTest.dynamicTest((String) vector.get("name"), () -> {
                        SmsSize size = SmsSize.of((String) vector.get("text"));
                        boolean gsm = size.encoding() == SmsEncoding.GSM_7;
                        assertThat(gsm ? "GSM-7" : "UCS-2").isEqualTo(vector.get("encoding"));
                        assertThat(size.parts()).isEqualTo(vector.get("segments"));
                        assertThat(size.characters()).isEqualTo(vector.get("units"));
                        assertThat(gsm ? size.units() : size.characters()).isEqualTo(vector.get("chars"));
                        assertThat(size.bits()).isEqualTo(vector.get("messageSizeBits"));
                        assertThat(size.bitsWithHeaders()).isEqualTo(vector.get("totalSizeBits"));
                    }));
        }
    }

    @Nested
    class WithASixteenBitReference {
        @Test
        void aPartTakes152Septets() {
            assertThat(parts("a".repeat(160))).isEqualTo(1);
            assertThat(parts("a".repeat(304))).isEqualTo(2);
            assertThat(parts("a".repeat(305))).isEqualTo(3);
        }

        @Test
        void aPartTakes66Units() {
            assertThat(parts("я".repeat(70))).isEqualTo(1);
            assertThat(parts("я".repeat(132))).isEqualTo(2);
            assertThat(parts("я".repeat(133))).isEqualTo(3);
        }

        @Test
        void anEscapedCharacterIsNotSplit() {
            assertThat(parts("a".repeat(151) + "€" + "a".repeat(151))).isEqualTo(3);
            assertThat(parts("a".repeat(150) + "€" + "a".repeat(152))).isEqualTo(2);
        }

        @Test
        void aSurrogatePairIsNotSplit() {
            assertThat(parts("я".repeat(65) + "😀" + "я".repeat(65))).isEqualTo(3);
            assertThat(parts("я".repeat(64) + "😀" + "я".repeat(66))).isEqualTo(2);
        }

        @Test
        void eachPartHasSevenOctetsOfHeader() {
            SmsSize size = SmsSize.of("a".repeat(161), Concatenation.SIXTEEN_BIT);
            assertThat(size.bitsWithHeaders() - size.bits()).isEqualTo(2 * 7 * 8);
        }

        private int parts(String text) {
            return SmsSize.of(text, Concatenation.SIXTEEN_BIT).parts();
        }
    }

    @Nested
    class OffendingCharacters {
        @Test
        void eachIsNamedOnceWhereItFirstStands() {
            assertThat(NonGsmCharacter.in("don’t — don’t 😀"))
                    .extracting(NonGsmCharacter::toString)
                    .containsExactly(
                            "U+2019 RIGHT SINGLE QUOTATION MARK at 3",
                            "U+2014 EM DASH at 6",
                            "U+1F600 GRINNING FACE at 14");
        }

        @Test
        void aTextInGsm7HasNone() {
            assertThat(NonGsmCharacter.in("Größe: 5 €, [1]\r\n")).isEmpty();
        }

        @Test
        void theEscapeAndThePlaceholderOfTheTableAreNoCharacters() {
            assertThat(NonGsmCharacter.in("\u001b\uffff")).hasSize(2);
        }
    }
}
