package io.otpengine.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.InvalidRequestException;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.SendResult.Throttled;
import io.otpengine.SendResult.Throttled.Scope;
import io.otpengine.World;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One phone has one quota, however its number is written. */
@Tag("SEC-12")
class NumberWritingsTest {
    private static final String NUMBER = "+48600100200";

    private final World world = World.under(OtpPolicy.recommended());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+48 600-100-200",
                "0048600100200",
                "48600100200",
                "00 48 600 100 200",
                "+48 (600) 100.200",
                "+48/600/100/200",
                "\uff0b\uff14\uff18\uff16\uff10\uff10\uff11\uff10\uff10\uff12\uff10\uff10",
                "+\u0664\u0668\u0666\u0660\u0660\u0661\u0660\u0660\u0662\u0660\u0660",
                "+48\u00a0600\u00a0100\u00a0200",
                "  +48600100200  "
            })
    void anotherWritingIsTheSameNumber(String writing) {
        world.sent(SendRequest.to(NUMBER));
        assertThat(world.engine.send(SendRequest.to(writing)))
                .isInstanceOfSatisfying(
                        Throttled.class, no -> assertThat(no.scope()).isEqualTo(Scope.NUMBER));
        assertThat(world.kept.used("n|default|" + NUMBER, world.now())).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"600 100 200", "600-100-200", "48600100200", "+48600100200", "0048600100200"})
    void soIsTheNationalOneBesideItsCountry(String writing) {
        world.sent(SendRequest.to(NUMBER));
        assertThat(world.engine.send(SendRequest.to(writing).country("pl"))).isInstanceOf(Throttled.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+48600100200;ext=5",
                "+48600100200 ext. 5",
                "+48600100200x5",
                "+48600100200#5",
                "+48600100200,5",
                "+48600100200p5",
                "+48\u200b600100200",
                "+48600\u200d100200",
                "\u202e+48600100200",
                "+48600100200\u0000",
                "+48600100200\r\n",
                "+48600100200\u2028",
                "++48600100200",
                "48+600100200",
                "+48600100200{{OTP}}",
                "+48600100200${x}",
                "%s+48600100200",
                "tel:+48600100200",
                "+0048600100200",
                "+"
            })
    void whatIsNoPlainNumberIsRefusedByName(String writing) {
        assertThatThrownBy(() -> world.engine.send(SendRequest.to(writing)))
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidRequestException.class))
                .satisfies(e -> assertThat(e.field()).isEqualTo("number"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("600100200"));
        assertThat(world.sms.messages).isEmpty();
    }

    @Test
    void aTrunkPrefixInsideAnInternationalNumberMakesNoSecondNumber() {
        world.sent(SendRequest.to("+491701234567"));
        assertThatNoSecondNumber("+49 (0) 170 1234567");
        assertThatNoSecondNumber("+4901701234567");
    }

    private void assertThatNoSecondNumber(String writing) {
        try {
            assertThat(world.engine.send(SendRequest.to(writing))).isInstanceOf(Throttled.class);
        } catch (InvalidRequestException refusal) {
            assertThat(refusal.field()).isEqualTo("number");
        }
        assertThat(world.sms.messages).hasSize(1);
    }

    @Test
    void unblockAndListUnderstandEveryWriting() {
        world.engine.verify(world.sent(SendRequest.to(NUMBER)).id(), "wrong");
        assertThat(List.of("+48 600-100-200", "0048600100200", "48600100200"))
                .allSatisfy(writing ->
                        assertThat(world.engine.findByNumber(writing)).hasSize(1));
        assertThat(world.engine.unblock("0048 600 100 200")).isTrue();
    }
}
