package io.otpengine.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.otpengine.Channel;
import io.otpengine.InvalidRequestException;
import io.otpengine.spi.DeliveryResult;
import io.otpengine.spi.DeliveryResult.Accepted;
import io.otpengine.spi.DeliveryResult.Rejected;
import io.otpengine.spi.DeliveryResult.Rejected.Reason;
import io.otpengine.spi.DeliveryResult.Unknown;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsChannelTest {
    private final List<Sms> sent = new ArrayList<>();
    private final SmsChannel channel = channel(sms -> new Accepted("test", "m-1"));

    private SmsChannel channel(Function<Sms, DeliveryResult> behaviour) {
        return SmsChannel.of(new SmsGateway() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public DeliveryResult send(Sms sms) {
                sent.add(sms);
                return behaviour.apply(sms);
            }
        });
    }

    @Test
    void aGoodMessageReachesTheGateway() {
        assertThat(channel.send(Messages.sms())).isEqualTo(new Accepted("test", "m-1"));
        assertThat(channel.channel()).isEqualTo(Channel.SMS);
        assertThat(channel.provider()).isEqualTo("test");
        assertThat(sent).singleElement().satisfies(sms -> {
            assertThat(sms.sender()).isEqualTo("Acme");
            assertThat(sms.size().parts()).isEqualTo(1);
            assertThat(sms.limit()).isEqualTo(Duration.ofSeconds(12));
            assertThat(sms.lifetime()).isBetween(Duration.ofSeconds(290), Duration.ofSeconds(300));
        });
    }

    @Nested
    class BeforeTheGateway {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "491701234567",
                    "+0123456789",
                    "+49170",
                    "+49170123456789012",
                    "+49170 123",
                    "",
                    "+4917012345\n7"
                })
        void aNumberMustBeE164(String number) {
            assertRejected(channel.send(Messages.to(number)), Reason.RECIPIENT);
        }

        @Test
        void aHugeNumberOrTextIsRefusedByItsLength() {
            assertRejected(channel.send(Messages.to("+4" + "9".repeat(10_000_000))), Reason.RECIPIENT);
            assertRejected(channel.send(Messages.text("a".repeat(10_000_000))), Reason.MESSAGE);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\r", "\t", "\u0000", "\u202e", "\u2066", "\u2028", "\u200b", "\ud800"})
        void aTextHasNoControlCharacters(String control) {
            assertRejected(channel.send(Messages.text("739146" + control)), Reason.MESSAGE);
        }

        @Test
        void lineFeedsAndJoinersPass() {
            assertThat(channel.send(Messages.text("739146\n\nمی\u200cشود"))).isInstanceOf(Accepted.class);
        }

        @Test
        void morePartsThanAllowedAreRefused() {
            assertRejected(channel.send(Messages.text("a".repeat(307))), Reason.MESSAGE);
            assertRejected(channel.maxParts(1).send(Messages.text("a".repeat(161))), Reason.MESSAGE);
            sent.clear();
            assertThat(channel.maxParts(3).send(Messages.text("a".repeat(307)))).isInstanceOf(Accepted.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"AcmeBank1234", "Ac\nme", "A\u202eB", "{{OTP}}", "${x}", "%s", "ä", " "})
        void aSenderMustBeOne(String sender) {
            assertRejected(channel.send(Messages.from(sender)), Reason.SENDER);
        }

        @Test
        void theCountrysSenderIsUsed() {
            channel.senders(SenderRules.none().to("+49", "AcmeDE")).send(Messages.sms());
            assertThat(sent.get(0).sender()).isEqualTo("AcmeDE");
            sent.clear();
        }

        @Test
        void anExpiredCodeIsNotSent() {
            assertRejected(channel.send(Messages.living(Duration.ofMillis(-1))), Reason.UNAVAILABLE);
            Instant later = Instant.now().plusSeconds(600);
            assertRejected(channel.clock(InstantSource.fixed(later)).send(Messages.sms()), Reason.UNAVAILABLE);
        }

        @Test
        void noTimeIsSpentPastTheCodesExpiry() {
            channel.send(Messages.living(Duration.ofSeconds(3)));
            assertThat(sent.get(0).limit()).isLessThanOrEqualTo(Duration.ofSeconds(3));
            sent.clear();
        }

        private void assertRejected(DeliveryResult result, Reason reason) {
            assertThat(result)
                    .asInstanceOf(type(Rejected.class))
                    .extracting(Rejected::reason)
                    .isEqualTo(reason);
            assertThat(sent).isEmpty();
        }
    }

    @Nested
    class GatewaysThatMisbehave {
        @Test
        void anExceptionIsUnknownAndItsWordsStayInside() {
            SmsChannel throwing = channel(sms -> {
                throw new IllegalStateException("cannot send " + sms.message().text() + " to "
                        + sms.message().number());
            });
            assertThat(throwing.send(Messages.sms())).isEqualTo(new Unknown("test threw IllegalStateException"));
        }

        @Test
        void noResultIsUnknown() {
            assertThat(channel(sms -> null).send(Messages.sms())).isInstanceOf(Unknown.class);
        }
    }

    @Nested
    class Settings {
        @Test
        void areCheckedWhenSet() {
            refuses("gateway", () -> SmsChannel.of(null));
            refuses("maxParts", () -> channel.maxParts(0));
            refuses("maxParts", () -> channel.maxParts(11));
            refuses("total", () -> channel.total(Duration.ZERO));
            refuses("total", () -> channel.total(Duration.ofMinutes(2)));
            refuses("connect", () -> HttpOptions.recommended().connect(Duration.ofSeconds(-1)));
            refuses("attempt", () -> HttpOptions.recommended().attempt(null));
            refuses("apiKey", () -> TyntecGateway.builder().build());
            refuses("account", () -> TwilioGateway.builder().build());
            refuses("sid", () -> TwilioAccount.of("AC1", Secret.of("x")));
            refuses("messagingService", () -> TwilioGateway.builder().messagingService("MG1"));
            refuses("apiSecret", () -> VonageGateway.builder().apiKey("k").build());
            refuses(
                    "endpoint",
                    () -> InfobipGateway.builder().apiKey(Secret.of("x")).build());
            refuses("secret", () -> Secret.of(" "));
            refuses("senders", () -> channel.senders(null));
            refuses("clock", () -> channel.clock(null));
            refuses("total", () -> channel.total(null));
            refuses("clock", () -> new GuardedSend("test", Duration.ofSeconds(1), null));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "http://api.example.com",
                    "ftp://127.0.0.1",
                    "https:///x",
                    "/relative",
                    "http://127.0.0.1.example.com",
                    "https://a.example/#x",
                    "https://a.example/v1",
                    "https://a.example//",
                    "https://a.example?x=1",
                    "https://a.example/?",
                    "https://user:key@a.example"
                })
        void keysGoOverHttpsOrStayOnThisMachineAndNothingOfTheAddressIsDropped(String address) {
            refuses("endpoint", () -> TyntecGateway.builder().endpoint(URI.create(address)));
        }

        @Test
        void aRootIsNoPathAndReceiptsMayHaveOne() {
            TyntecGateway.Builder builder = TyntecGateway.builder().apiKey(Secret.of("k"));
            assertThat(builder.endpoint(URI.create("https://a.example/")).build())
                    .isNotNull();
            assertThat(builder.receipts(URI.create("https://acme.example/receipts?x=1"))
                            .build())
                    .isNotNull();
            refuses("receipts", () -> builder.receipts(URI.create("https://acme.example/#x")));
        }

        @Test
        void aClientThatFollowsRedirectsIsRefused() {
            var client = java.net.http.HttpClient.newBuilder()
                    .followRedirects(java.net.http.HttpClient.Redirect.NORMAL)
                    .build();
            refuses("client", () -> HttpOptions.recommended().client(client));
        }

        private void refuses(String field, Runnable call) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(call::run)
                    .satisfies(e -> assertThat(e.field()).isEqualTo(field));
        }
    }
}
