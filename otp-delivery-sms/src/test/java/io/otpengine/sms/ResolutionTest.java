package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resolver may hang or fail like a provider: the message keeps its deadline, and certainly was not sent. */
class ResolutionTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final URI NAMED = URI.create("https://provider.example/send");

    private final Outcomes outcomes = new Outcomes("acme");
    private final FakeProvider fake = new FakeProvider(request -> Reply.json(200, "{}"));
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void aResolverThatHangsHoldsUpNoMessageAndOneThread() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Resolution hanging = new Resolution(
                host -> {
                    asked.add(host);
                    begun.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                null);
        HttpOptions options = HttpOptions.recommended().connect(Duration.ofMillis(50));
        for (int i = 0; i < 3; i++) {
            assertUnavailable(send(NAMED, options, hanging));
        }
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(asked).containsExactly("provider.example");
        release.countDown();
        assertThat(hanging.finds(NAMED, LONG)).isTrue();
    }

    @Test
    void aHostThatIsNotFoundIsCertainlyNotSentTo() throws Exception {
        Resolution failing = new Resolution(
                host -> {
                    asked.add(host);
                    throw new UnknownHostException(host);
                },
                null);
        assertUnavailable(send(NAMED, HttpOptions.recommended(), failing));
        assertThat(failing.finds(NAMED, LONG)).isFalse();
        assertThat(asked).as("asked again").hasSize(2);
    }

    @Test
    void aHostThatIsFoundGetsTheMessage() {
        Resolution found = new Resolution(asked::add, null);
        URI named = URI.create(fake.address().toString().replace("127.0.0.1", "localhost"));
        assertThat(send(named, HttpOptions.recommended(), found)).isEqualTo(new Accepted("acme", null));
        assertThat(asked).containsExactly("localhost");
        assertThat(fake.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.7/", "https://[2001:db8::1]:8443/send"})
    void anAddressIsNotLookedUp(String address) throws Exception {
        assertThat(new Resolution(asked::add, null).finds(URI.create(address), LONG))
                .isTrue();
        assertThat(asked).isEmpty();
    }

    @Test
    void aProxyLooksUpByItself() throws Exception {
        ProxySelector proxy = ProxySelector.of(InetSocketAddress.createUnresolved("proxy.example", 3128));
        assertThat(new Resolution(asked::add, proxy).finds(NAMED, LONG)).isTrue();
        assertThat(asked).isEmpty();
        ProxySelector none = ProxySelector.of(null);
        assertThat(new Resolution(asked::add, none).finds(NAMED, LONG)).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void whoIsInterruptedWhileItIsLookedUpHasSentNothing() {
        CountDownLatch never = new CountDownLatch(1);
        Resolution hanging = new Resolution(
                host -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                },
                null);
        Thread.currentThread().interrupt();
        assertUnavailable(send(NAMED, HttpOptions.recommended(), hanging));
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
    }

    private DeliveryResult send(URI address, HttpOptions options, Resolution resolution) {
        return new HttpTransport(outcomes, options, resolution)
                .post(
                        () -> Post.form(address, Map.of(), new Form().with("a", "b")),
                        LONG,
                        answer -> outcomes.accepted(Messages.sms(), null));
    }

    private static void assertUnavailable(DeliveryResult result) {
        assertThat(result)
                .asInstanceOf(type(Rejected.class))
                .extracting(Rejected::reason)
                .isEqualTo(Reason.UNAVAILABLE);
    }
}
