package io.otpengine.rest.page;

import io.otpengine.Channel;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application keeps a text under: {@code pt-BR}, or {@code en-voice} for one channel. A region is in upper case
 * and a channel is not, so the two cannot be taken for each other.
 *
 * @param language the language
 * @param channel the channel, or empty for any
 */
record TemplateKey(String language, Optional<Channel> channel) {
    private static final Pattern WITH_CHANNEL = Pattern.compile("(.+)-([a-z][a-z0-9]{0,15})");

    static TemplateKey parse(String key) {
        Matcher matcher = WITH_CHANNEL.matcher(key);
        return matcher.matches()
                ? new TemplateKey(matcher.group(1), Optional.of(new Channel(matcher.group(2))))
                : new TemplateKey(key, Optional.empty());
    }
}
