package io.otpengine.rest.page;

import io.otpengine.Application;
import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.memory.InMemoryOtpStore;
import io.otpengine.sms.Concatenation;
import io.otpengine.sms.SmsEncoding;
import io.otpengine.sms.SmsSize;
import io.otpengine.sms.TemplateLinter;
import io.otpengine.sms.TemplateReport;
import io.otpengine.spi.DeliveryChannel;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.OtpMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows how a text would arrive, by sending it: under the same policy, in an engine of its own that keeps nothing and
 * reaches nobody. So what it accepts can be saved, and what it shows is what a phone would get. Safe for use by several
 * threads, one after the other.
 */
final class Preview {
    private static final String NUMBER = "+447700900000";
    private static final String DIGITS = "123456789012345";
    private static final String LETTERS = "7k3m9x2p5w8r4t6";
    private static final int MOST_PARTS = 2;

    private final OtpPolicy policy;
    private @Nullable OtpEngine engine;
    private @Nullable OtpMessage arrived;
    private volatile long previews;

    /** @param policy the engine's; its regions do not hold here */
    Preview(OtpPolicy policy) {
        this.policy =
                policy.toBuilder().regions(Set.of()).testNumbers(List.of()).build();
    }

    /**
     * A text under settings, either as they are or as they are about to be.
     *
     * @throws io.otpengine.InvalidRequestException if they could not be saved
     */
    synchronized View.Preview of(SettingsEditor.Draft draft) {
        OtpEngine engine = engine();
        previews++;
        SettingsEditor.TextBody words = draft.words();
        Optional<Channel> channel = words.onlyFor();
        Application application = engine.applications()
                .update(ApplicationId.DEFAULT, draft::applyTo)
                .orElseThrow();
        application.templates().keySet().stream()
                .map(TemplateKey::parse)
                .forEach(key ->
                        engine.applications().deleteTemplate(ApplicationId.DEFAULT, key.language(), key.channel()));
        engine.applications().putTemplate(ApplicationId.DEFAULT, words.languageOrEmpty(), channel, words.textOrEmpty());
        engine.delete(engine.send(SendRequest.to(NUMBER)
                        .via(channel.orElse(Channel.SMS))
                        .language(words.languageOrEmpty())
                        .code((draft.alphanumeric() ? LETTERS : DIGITS).substring(0, draft.codeLength())))
                .orElseThrow()
                .id());
        OtpMessage message = arrived;
        if (message == null) {
            throw new IllegalStateException("sent and not arrived");
        }
        return message.channel().equals(Channel.SMS)
                ? textMessage(draft, message.text())
                : new View.Preview(message.text(), null, List.of(), null);
    }

    private static View.Preview textMessage(SettingsEditor.Draft draft, String text) {
        SmsSize size = SmsSize.of(text);
        int single = size.encoding() == SmsEncoding.GSM_7 ? 160 : 70;
        TemplateReport report = new TemplateLinter(
                        draft.codeLength(), draft.lifetime(), Concatenation.EIGHT_BIT, MOST_PARTS)
                .check(draft.words().textOrEmpty());
        List<View.Finding> findings = report.findings().stream()
                .map(finding -> new View.Finding(finding.kind().isError(), finding.message()))
                .toList();
        return new View.Preview(
                text, new View.Size(size.encoding().name(), size.parts(), size.units(), single), findings, null);
    }

    /** A year for each preview, so that no quota of an earlier one holds. */
    private Instant now() {
        return Instant.EPOCH.plus(Duration.ofDays(366 * previews));
    }

    private OtpEngine engine() {
        OtpEngine made = engine;
        if (made == null) {
            made = OtpEngine.builder()
                    .store(new InMemoryOtpStore())
                    .policy(policy)
                    .clock(this::now)
                    .channel(catching(Channel.SMS))
                    .channel(catching(Channel.VOICE))
                    .build();
            engine = made;
        }
        return made;
    }

    private DeliveryChannel catching(Channel channel) {
        return new DeliveryChannel() {
            @Override
            public Channel channel() {
                return channel;
            }

            @Override
            public DeliveryResult send(OtpMessage message) {
                arrived = message;
                return new DeliveryResult.Accepted("preview", null);
            }
        };
    }
}
