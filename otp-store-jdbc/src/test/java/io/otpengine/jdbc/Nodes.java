package io.otpengine.jdbc;

import io.otpengine.CodeKeys;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.OtpPolicy;
import io.otpengine.SendRequest;
import io.otpengine.Verification;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpStore;
import io.otpengine.testkit.ManualTime;
import io.otpengine.testkit.RecordingChannel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Two engines on one database, each with what it remembers of its own writes; one clock, one phone. */
final class Nodes {
    /** Without quotas, so that a test meets the rule it is about. */
    static final OtpPolicy ROOMY = OtpPolicy.recommended().toBuilder()
            .numberQuotas(List.of())
            .subjectQuotas(List.of())
            .applicationQuota(Integer.MAX_VALUE)
            .build();

    static final CodeKeys KEYS = CodeKeys.of("k1", key());

    final ManualTime time = new ManualTime();
    final RecordingChannel phone = new RecordingChannel();
    final OtpEngine one;
    final OtpEngine two;

    private final AtomicInteger numbers = new AtomicInteger(1_000_000);
    private final FreshTables tables;
    private final OtpPolicy policy;
    private final OtpStore rows;

    Nodes(FreshTables tables, OtpPolicy policy) {
        this.tables = tables;
        this.policy = policy;
        this.rows = tables.store(false);
        this.one = restarted();
        this.two = restarted();
    }

    /** A node that remembers nothing. */
    OtpEngine restarted() {
        return over(tables.store(true));
    }

    OtpEngine over(OtpStore store) {
        return OtpEngine.builder()
                .store(store)
                .channel(phone)
                .policy(policy)
                .keys(KEYS)
                .clock(time)
                .build();
    }

    OtpEngine node(int number) {
        return number % 2 == 0 ? one : two;
    }

    /** One that had no OTP yet. */
    String freshNumber() {
        return "+49170" + numbers.incrementAndGet();
    }

    Otp sent() {
        return sent(freshNumber());
    }

    Otp sent(String number) {
        return one.send(SendRequest.to(number)).orElseThrow();
    }

    String code(Otp otp) {
        return phone.lastCodeFor(otp.number());
    }

    String wrongCode(Otp otp) {
        String code = code(otp);
        return (code.charAt(0) == '9' ? '8' : '9') + code.substring(1);
    }

    OtpRecord row(OtpId id) {
        return rows.find(id).orElseThrow();
    }

    static long counted(List<Verification> answers) {
        return answers.stream().filter(Verification::counted).count();
    }

    static long verified(List<Verification> answers) {
        return answers.stream().filter(Verification::isVerified).count();
    }

    private static byte[] key() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        return key;
    }
}
