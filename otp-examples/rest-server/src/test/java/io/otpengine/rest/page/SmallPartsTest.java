package io.otpengine.rest.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.Channel;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallPartsTest {
    @Test
    void aThousandTabsHaveAThousandNumbersAndTheNextHasNone() {
        DemoNumbers numbers = new DemoNumbers();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(numbers.take().orElseThrow());
        }
        assertThat(taken).hasSize(1000).allMatch(number -> number.matches("\\+447700900\\d{3}"));
        assertThat(numbers.take()).isEmpty();
        numbers.giveBack("+447700900123");
        assertThat(numbers.take()).contains("+447700900123");
    }

    @Test
    void aKeyOfATextIsALanguageAndPerhapsAChannel() {
        assertThat(TemplateKey.parse("en")).isEqualTo(new TemplateKey("en", Optional.empty()));
        assertThat(TemplateKey.parse("pt-BR")).isEqualTo(new TemplateKey("pt-BR", Optional.empty()));
        assertThat(TemplateKey.parse("en-voice")).isEqualTo(new TemplateKey("en", Optional.of(Channel.VOICE)));
        assertThat(TemplateKey.parse("pt-BR-sms")).isEqualTo(new TemplateKey("pt-BR", Optional.of(Channel.SMS)));
    }

    @Test
    void numbersAreShownAsPeopleWriteThem() {
        assertThat(Numbers.display("+447700900123")).isEqualTo("+44 7700 900123");
        assertThat(Numbers.display("no number")).isEqualTo("no number");
    }

    @Test
    void tokensAreLongAndDiffer() {
        assertThat(Tokens.next()).hasSize(24).isNotEqualTo(Tokens.next());
    }
}
