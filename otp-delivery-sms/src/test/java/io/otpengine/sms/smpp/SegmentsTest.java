package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.sms.Concatenation;
import io.otpengine.sms.SmsEncoding;
import io.otpengine.sms.SmsSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SegmentsTest {
    @Property(tries = 300)
    void partsAreAsManyAsAreBilledAndTogetherAreTheText(@ForAll("texts") String text, @ForAll boolean wide) {
        Segments segments = new Segments(text, SmppAlphabet.GSM, wide);
        SmsSize size = SmsSize.of(text, wide ? Concatenation.SIXTEEN_BIT : Concatenation.EIGHT_BIT);
        assertThat(segments.count()).isEqualTo(size.parts());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < segments.count(); i++) {
            byte[] part = segments.part(i);
            if (segments.coding() == SmppAlphabet.UCS_2) {
                String readable = new String(part, StandardCharsets.UTF_16BE);
                assertThat(readable).doesNotContain("\ufffd");
                assertThat(Character.isLowSurrogate(readable.charAt(0))).isFalse();
                assertThat(part.length).isLessThanOrEqualTo(segments.count() == 1 ? 140 : wide ? 132 : 134);
            } else {
                assertThat(part[part.length - 1]).isNotEqualTo((byte) 0x1b);
                assertThat(part.length).isLessThanOrEqualTo(segments.count() == 1 ? 160 : wide ? 152 : 153);
            }
            all.writeBytes(part);
        }
        assertThat(all.toByteArray()).isEqualTo(segments.whole());
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> gsm =
                Arbitraries.strings().withChars("a1@€{}\n").ofMinLength(1).ofMaxLength(400);
        Arbitrary<String> ucs2 = Arbitraries.of("ж", "🔑", "a", "您")
                .list()
                .ofMinSize(1)
                .ofMaxSize(200)
                .map(signs -> String.join("", signs));
        return Arbitraries.oneOf(gsm, ucs2);
    }

    @Example
    void aSignOfTheExtensionTableThatWouldBeCutMovesOn() {
        Segments segments = new Segments("a".repeat(152) + "€" + "a".repeat(20), SmppAlphabet.GSM, false);
        assertThat(segments.part(0)).hasSize(152);
        assertThat(segments.part(1)).startsWith(0x1b, 0x65);
    }

    @Example
    void aSurrogatePairThatWouldBeCutMovesOn() {
        Segments segments = new Segments("ж".repeat(66) + "🔑" + "ж".repeat(10), SmppAlphabet.GSM, false);
        assertThat(segments.part(0)).hasSize(132);
        assertThat(new String(segments.part(1), StandardCharsets.UTF_16BE)).startsWith("🔑");
    }

    /** What another alphabet lacks costs UCS-2, and what only it has would be lost on the way to the phone. */
    @Example
    void aTextThatGsmOrTheAlphabetLacksIsUcs2() {
        assertThat(new Segments("€", SmppAlphabet.LATIN_1, false).coding()).isEqualTo(SmppAlphabet.UCS_2);
        assertThat(new Segments("ê", SmppAlphabet.LATIN_1, false).coding()).isEqualTo(SmppAlphabet.UCS_2);
        assertThat(new Segments("é", SmppAlphabet.ASCII, false).coding()).isEqualTo(SmppAlphabet.UCS_2);
        assertThat(new Segments("é", SmppAlphabet.LATIN_1, false).part(0)).containsExactly(0xe9);
        assertThat(new Segments("@{", SmppAlphabet.ASCII, false).part(0)).containsExactly('@', '{');
        assertThat(SmsSize.of("€").encoding()).isEqualTo(SmsEncoding.GSM_7);
    }

    @Example
    void theLastTextsOfASingleMessageAreSingle() {
        assertThat(new Segments("{".repeat(80), SmppAlphabet.LATIN_1, false).count())
                .isEqualTo(1);
        assertThat(new Segments("{".repeat(80) + "a", SmppAlphabet.LATIN_1, false).count())
                .isEqualTo(2);
        assertThat(new Segments("ж".repeat(70), SmppAlphabet.GSM, false).count())
                .isEqualTo(1);
        assertThat(new Segments("ж".repeat(71), SmppAlphabet.GSM, false).count())
                .isEqualTo(2);
        assertThat(new Segments("", SmppAlphabet.GSM, false).count()).isEqualTo(1);
    }
}
