package io.otpengine.customstore;

import io.otpengine.Channel;
import io.otpengine.CodeKeys;
import io.otpengine.OtpEngine;
import io.otpengine.OtpPolicy;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.RecordingChannel;
import java.time.Duration;
import redis.clients.jedis.providers.ConnectionProvider;

/** What every node of an application has in common: keys, a clock and a phone. */
final class Node {
    final ManualTime time = new ManualTime();
    final RecordingChannel phone = new RecordingChannel(Channel.SMS);
    private final CodeKeys keys = CodeKeys.random();

    OtpEngine engine(ConnectionProvider connections) {
        return OtpEngine.builder()
                .store(new RedisOtpStore(connections, Duration.ofDays(1), 0))
                .keys(keys)
                .clock(time)
                .policy(OtpPolicy.recommended())
                .channel(phone)
                .build();
    }
}
