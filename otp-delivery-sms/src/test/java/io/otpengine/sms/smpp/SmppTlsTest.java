package io.otpengine.sms.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.otpengine.sms.Secret;
import io.otpengine.sms.SmsChannel;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmppTlsTest {
    @TempDir
    static Path directory;

    private static Certificate ours;

    private ScriptedSmsc smsc;
    private SSLSocketFactory sockets = ours.trusting().getSocketFactory();
    private final Log log = Log.listen();

    @BeforeAll
    static void makeCertificate() {
        ours = Certificate.of("localhost", directory.resolve("ours.p12"));
    }

    @AfterEach
    void stop() {
        smsc.close();
        log.close();
    }

    @Test
    void aMessageGoesToTheHostOfTheCertificate() {
        smsc = new ScriptedSmsc(ScriptedSmsc::obey, encrypted());
        try (SmppGateway gateway = gateway("localhost", Duration.ofSeconds(20))) {
            assertThat(SmsChannel.of(gateway).total(Duration.ofSeconds(60)).send(Sample.message()))
                    .isEqualTo(new Accepted("acme-smsc", "3e9"));
        }
        assertThat(smsc.destinations()).hasSize(1);
    }

    @Test
    void aHostThatTheCertificateDoesNotNameIsRefused() {
        smsc = new ScriptedSmsc(ScriptedSmsc::obey, encrypted());
        assertRefused("127.0.0.1", "SSLHandshakeException");
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        smsc = new ScriptedSmsc(ScriptedSmsc::obey, encrypted());
        sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        assertRefused("localhost", "SSLHandshakeException");
    }

    @Test
    void anSmscThatSpeaksNoTlsIsRefused() {
        smsc = new ScriptedSmsc(peer -> peer.write(new byte[] {0, 0, 0, 16, 0, 0, 0, 0x15, 0, 0, 0, 0, 0, 0, 0, 1}));
        assertRefused("localhost", "SSLException");
    }

    @Test
    void anSmscThatIsSilentInTheHandshakeIsLeft() {
        smsc = new ScriptedSmsc(ScriptedSmsc.Peer::listen);
        assertRefused("localhost", "SocketTimeoutException", Duration.ofMillis(200));
    }

    /** An octet at a time, each sooner than any timeout of a socket. */
    @Test
    void anSmscThatShakesHandsEndlesslyIsLeft() {
        CountDownLatch never = new CountDownLatch(1);
        smsc = new ScriptedSmsc(peer -> {
            peer.write(new byte[] {22, 3, 3, 0x3f, 0, 2, 0, 0x3e, 0});
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                peer.write(new byte[1]);
            }
        });
        assertRefused("localhost", "SocketTimeoutException", Duration.ofMillis(300));
    }

    @Test
    void aSessionOverTheNetworkWithoutTlsIsWarnedOf() {
        smsc = new ScriptedSmsc(ScriptedSmsc::obey);
        String warning = "acme-smsc is bound without TLS: codes and the password cross the network in clear";
        SmppGateway.builder("acme-smsc")
                .at("127.0.0.1", smsc.port())
                .account("acme", Secret.of(FakeSmsc.PASSWORD))
                .build()
                .close();
        assertThat(log.lines()).doesNotContain(warning);
        // A name that is never known (RFC 2606), so that nobody is asked to bind.
        SmppGateway.builder("acme-smsc")
                .at("127.0.0.1", smsc.port())
                .at("smsc.invalid", 2775)
                .account("acme", Secret.of(FakeSmsc.PASSWORD))
                .build()
                .close();
        assertThat(log.events())
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains(warning);
    }

    private void assertRefused(String host, String failure) {
        assertRefused(host, failure, Duration.ofSeconds(20));
    }

    /** What failed is said; nothing was sent in clear, nothing secret was told. */
    private void assertRefused(String host, String failure, Duration connect) {
        try (SmppGateway gateway = gateway(host, connect)) {
            log.await("acme-smsc could not bind at " + host + ":" + smsc.port() + ": " + failure);
            assertThat(SmsChannel.of(gateway).total(Duration.ofMillis(20)).send(Sample.message()))
                    .isEqualTo(new Rejected(Reason.UNAVAILABLE, "acme-smsc is not bound"));
        }
        assertThat(smsc.destinations()).isEmpty();
        log.assertSilent();
    }

    private SmppGateway gateway(String host, Duration connect) {
        return SmppGateway.builder("acme-smsc")
                .at(host, smsc.port())
                .account("acme", Secret.of(FakeSmsc.PASSWORD))
                .tls(sockets)
                .connect(connect)
                .build();
    }

    private static ServerSocket encrypted() {
        try {
            return ours.showing().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
