package io.otpengine.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.ApplicationId;
import io.otpengine.Channel;
import io.otpengine.DeliveryReport;
import io.otpengine.Otp;
import io.otpengine.OtpEngine;
import io.otpengine.OtpId;
import io.otpengine.ResendRequest;
import io.otpengine.SendRequest;
import io.otpengine.SendResult;
import io.otpengine.World;
import io.otpengine.logs.LogLines;
import io.otpengine.spi.OtpMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A code, a text and a number that are easy to recognise, and all that was heard while they were in use. */
final class Canary {
    static final String NUMBER = "+491709876543";
    static final String CODE = "c4n4ry88";
    static final String TEXT = "Sing, canary: c4n4ry88";

    private final List<String> heard = new ArrayList<>();

    /** What a careless provider says: all it was given, some of it in other spellings. */
    static String echo(OtpMessage message) {
        return "cannot send " + message.text() + " to " + message.number() + " code " + message.code() + " / "
                + message.code().toUpperCase(java.util.Locale.ROOT) + " / +49 170 987-65 43";
    }

    void listenTo(Runnable work) {
        heard.addAll(LogLines.during(work));
    }

    void hear(Object said) {
        heard.add(String.valueOf(said));
        if (said instanceof Throwable thrown) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            heard.add(trace.toString());
            heard.add(serialized(thrown));
        }
    }

    void tried(Supplier<?> act) {
        try {
            hear(act.get());
        } catch (Exception e) {
            hear(e);
        }
    }

    List<String> lines() {
        return heard;
    }

    /** Every method of an engine, for an OTP of one's own and for one that does not exist. */
    void callEverything(World world, OtpEngine engine) {
        SendRequest request =
                SendRequest.to(NUMBER).code(CODE).text(TEXT).subject(NUMBER).binding(NUMBER);
        tried(() -> engine.send(request));
        tried(() -> engine.send(request.via(Channel.VOICE)));
        tried(() -> engine.send(request.application(new ApplicationId("00000000-0000-4000-8000-000000000000"))));
        tried(() -> {
            SendResult result = engine.send(SendRequest.to(NUMBER).code(CODE));
            return result.orElseThrow();
        });
        List<OtpId> ids = new ArrayList<>(List.of(new OtpId(1, 2)));
        world.kept.findByNumber("default", NUMBER, 10).forEach(row -> ids.add(row.id()));
        // Each send has one receipt: the first while its code is good, the others when it has been used.
        world.sms.messages.stream().limit(1).forEach(message -> tried(() -> report(engine, world, message)));
        for (OtpId id : ids) {
            tried(() -> engine.resend(id));
            tried(() -> engine.resend(ResendRequest.of(id).via(Channel.VOICE)));
            tried(() -> engine.verify(id, World.wrong(CODE)));
            tried(() -> engine.verify(id, CODE));
            tried(() -> engine.verify(id, CODE));
            tried(() -> engine.find(id));
            tried(() -> engine.events(id));
        }
        world.sms.messages.forEach(message -> tried(() -> report(engine, world, message)));
        tried(() -> engine.findByNumber(NUMBER));
        tried(() -> engine.unblock(NUMBER));
        tried(() -> engine.applications().list());
        tried(() -> engine.forAccount("acme").findByNumber(NUMBER));
        ids.forEach(id -> tried(() -> engine.delete(id).map(Otp::toString)));
        tried(() -> engine.purge(10));
        tried(engine::toString);
    }

    private static Object report(OtpEngine engine, World world, OtpMessage message) {
        String detail = "given up on " + NUMBER + ", that is +49 170 9876543, text:" + message.text() + " " + CODE;
        engine.report(new DeliveryReport(
                message.reference(), DeliveryReport.State.UNDELIVERABLE, world.now(), "acme", detail));
        return engine.findByNumber(NUMBER).stream()
                .map(otp -> engine.events(otp.id()))
                .toList();
    }

    void assertSilent() {
        assertThat(heard).isNotEmpty().allSatisfy(line -> {
            String plain = line.replaceAll("[\\s.,()/-]", "").toLowerCase(java.util.Locale.ROOT);
            assertThat(plain).doesNotContain(CODE).doesNotContain("singcanary").doesNotContain("1709876543");
        });
    }

    private static String serialized(Throwable thrown) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
