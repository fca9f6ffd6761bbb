package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.sms.internal.Gsm7;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class SmsSizeProperties {

    @Property(tries = 300)
    void longerIsNeverCheaper(
            @ForAll @StringLength(max = 400) String text, @ForAll @StringLength(max = 40) String more) {
        assertThat(SmsSize.of(text + more).parts())
                .isGreaterThanOrEqualTo(SmsSize.of(text).parts());
    }

    @Property(tries = 300)
    void partsHoldTheTextAndNoneIsEmpty(@ForAll @StringLength(max = 700) String text) {
        for (Concatenation concatenation : Concatenation.values()) {
            SmsSize size = SmsSize.of(text, concatenation);
            int room = size.parts() == 1 ? size.encoding().single() : concatenation.unitsPerPart(size.encoding());
            assertThat(size.units()).isLessThanOrEqualTo(size.parts() * room);
            assertThat(size.units()).isGreaterThan((size.parts() - 1) * (room - 1) - 1);
        }
    }

    @Property(tries = 300)
    void whatHasNoOffenderIsGsm7AndCanBeEncoded(@ForAll @CharRange(to = '\u20ac') @StringLength(max = 40) String text) {
        boolean gsm = SmsSize.of(text).encoding() == SmsEncoding.GSM_7;
        assertThat(NonGsmCharacter.in(text).isEmpty()).isEqualTo(gsm);
        if (gsm) {
            assertThat(Gsm7.unpacked(text)).hasSize(SmsSize.of(text).units());
        }
    }
}
