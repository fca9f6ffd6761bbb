package io.otpengine.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.Channel;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordingChannelTest extends DeliveryChannelContract {
    private final RecordingChannel phone = new RecordingChannel();

    @Override
    protected DeliveryChannel newChannel() {
        return phone;
    }

    @Override
    protected void theFarEndAccepts() {
        phone.answer(new DeliveryResult.Accepted("recording", null));
    }

    @Override
    protected void theFarEndRefuses() {
        phone.answer(new DeliveryResult.Rejected(DeliveryResult.Rejected.Reason.RECIPIENT, "switched off"));
    }

    @Override
    protected void theFarEndBreaks() {
        phone.answer(new DeliveryResult.Unknown("no answer"));
    }

    @Override
    protected Optional<List<String>> whatTheFarEndGot() {
        return Optional.of(phone.messages().stream()
                .map(message -> message.number() + " " + message.text())
                .toList());
    }

    @Test
    void theLastCodeIsTheNumbersOwn() {
        phone.send(message("+491701234567", "111111"));
        phone.send(message("+491701234567", "222222"));
        phone.send(message("+491701234568", "333333"));
        assertThat(phone.lastCodeFor("+491701234567")).isEqualTo("222222");
        assertThat(phone.messages()).extracting(OtpMessage::code).containsExactly("111111", "222222", "333333");
    }

    @Test
    void aNumberWithoutMessagesIsAFailedAssertion() {
        assertThatThrownBy(() -> phone.lastCodeFor("+491701234567")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aMessageThatIsAnsweredByAnExceptionIsRecorded() {
        phone.answer(message -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> phone.send(message("+491701234567", "111111")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(phone.messages()).hasSize(1);
    }

    private static OtpMessage message(String number, String code) {
        return new OtpMessage(
                number, code + " is your code.", code, "en", Channel.SMS, null, null, "r".repeat(39), Instant.EPOCH);
    }
}
