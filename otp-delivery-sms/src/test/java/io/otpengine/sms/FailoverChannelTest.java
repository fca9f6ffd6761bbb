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
import io.otpengine.spi.OtpMessage;
import io.otpengine.testkit.ManualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverChannelTest {
    private final Scripted first = new Scripted("first", Channel.SMS);
    private final Scripted second = new Scripted("second", Channel.SMS);
    private final Scripted voice = new Scripted("voice", Channel.VOICE);
    private final OtpMessage message = Messages.sms();

    /** A provider that answers as told. */
    private static final class Scripted implements ProviderChannel {
        private final String name;
        private final Channel channel;
        private final List<OtpMessage> messages = new ArrayList<>();
        private final List<Duration> limits = new ArrayList<>();
        private DeliveryResult result;

        Scripted(String name, Channel channel) {
            this.name = name;
            this.channel = channel;
            this.result = new Accepted(name, null);
        }

        @Override
        public String provider() {
            return name;
        }

        @Override
        public Channel channel() {
            return channel;
        }

        @Override
        public DeliveryResult send(OtpMessage message) {
            throw new AssertionError("a failover bounds its providers");
        }

        @Override
        public DeliveryResult send(OtpMessage message, Duration limit) {
            messages.add(message);
            limits.add(limit);
            return result;
        }

        void rejects(Reason reason) {
            result = new Rejected(reason, name);
        }
    }

    @Test
    void theFirstProviderTakesWhatItCan() {
        assertThat(both().build().send(message)).isEqualTo(new Accepted("first", null));
        assertThat(second.messages).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "RECIPIENT", mode = EnumSource.Mode.EXCLUDE)
    void theNextProviderGetsTheSameMessageWhenItWasCertainlyNotSent(Reason reason) {
        first.rejects(reason);
        assertThat(both().build().send(message)).isEqualTo(new Accepted("second", null));
        assertThat(second.messages).containsExactly(message);
    }

    @Test
    void aNumberThatIsRefusedIsNotTriedElsewhere() {
        first.rejects(Reason.RECIPIENT);
        assertThat(both().build().send(message)).isEqualTo(new Rejected(Reason.RECIPIENT, "first"));
        assertThat(second.messages).isEmpty();
    }

    @Nested
    class AfterUnknown {
        @Test
        void nothingMoreIsSent() {
            first.result = new Unknown("lost");
            assertThat(both().build().send(message)).isEqualTo(new Unknown("lost"));
            assertThat(first.messages).hasSize(1);
            assertThat(second.messages).isEmpty();
        }

        @Test
        void theNextIsTriedIfAskedFor() {
            first.result = new Unknown("lost");
            assertThat(both().afterUnknown().build().send(message)).isEqualTo(new Accepted("second", null));
            assertThat(first.messages).hasSize(1);
        }

        @Test
        void aLaterRefusalDoesNotMakeItCertain() {
            first.result = new Unknown("lost");
            second.rejects(Reason.UNAVAILABLE);
            assertThat(both().afterUnknown().build().send(message)).isEqualTo(new Unknown("lost"));
            assertThat(first.messages).hasSize(1);
        }

        @Test
        void anExceptionIsUnknown() {
            ProviderChannel throwing = new Failing();
            assertThat(FailoverChannel.builder().to(throwing).to(second).build().send(message))
                    .isInstanceOf(Unknown.class);
            assertThat(second.messages).isEmpty();
        }

        private static final class Failing implements ProviderChannel {
            @Override
            public String provider() {
                return "failing";
            }

            @Override
            public Channel channel() {
                return Channel.SMS;
            }

            @Override
            public DeliveryResult send(OtpMessage message) {
                throw new IllegalStateException(message.text());
            }

            @Override
            public DeliveryResult send(OtpMessage message, Duration limit) {
                return send(message);
            }
        }
    }

    @Nested
    class Retries {
        @Test
        void onlyWhoWasUnavailableIsTriedAgain() {
            first.rejects(Reason.CONFIGURATION);
            second.rejects(Reason.UNAVAILABLE);
            assertThat(both().retries(1).build().send(message)).isEqualTo(new Rejected(Reason.UNAVAILABLE, "second"));
            assertThat(first.messages).hasSize(1);
            assertThat(second.messages).hasSize(2);
        }

        @Test
        void noneAreMadeIfNoneAreAllowed() {
            first.rejects(Reason.UNAVAILABLE);
            assertThat(FailoverChannel.builder().to(first).retries(0).build().send(message))
                    .isInstanceOf(Rejected.class);
            assertThat(first.messages).hasSize(1);
        }

        @Test
        void noneAreMadeWhenNoTimeIsLeft() {
            first.rejects(Reason.UNAVAILABLE);
            FailoverChannel channel = FailoverChannel.builder()
                    .to(first)
                    .total(Duration.ofMillis(200))
                    .build();
            assertThat(channel.send(message)).isInstanceOf(Rejected.class);
            assertThat(first.messages).hasSize(1);
        }
    }

    @Nested
    class Time {
        @Test
        void isBoundedForEachProviderByWhatIsLeft() {
            first.rejects(Reason.UNAVAILABLE);
            both().total(Duration.ofSeconds(3)).build().send(message);
            assertThat(first.limits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(3));
            assertThat(second.limits.get(0)).isLessThan(first.limits.get(0));
        }

        @Test
        void neverGoesPastTheCodesExpiry() {
            both().build().send(Messages.living(Duration.ofSeconds(2)));
            assertThat(first.limits.get(0)).isLessThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(both().build().send(Messages.living(Duration.ofSeconds(-1))))
                    .isInstanceOf(Rejected.class);
            assertThat(first.messages).hasSize(1);
        }
    }

    @Nested
    class TheBreaker {
        private final ManualTime time = new ManualTime();
        private final OtpMessage later = Messages.living(Duration.ofDays(36_500));
        private final FailoverChannel channel = both().retries(0).clock(time).build();

        @Test
        void leavesAProviderOutAfterFiveFailures() {
            first.rejects(Reason.UNAVAILABLE);
            send(9);
            assertThat(first.messages).hasSize(5);
            assertThat(second.messages).hasSize(9);
        }

        @Test
        void letsOneMessageProbeAfterThirtySeconds() {
            first.rejects(Reason.CONFIGURATION);
            send(5);
            time.advance(Duration.ofSeconds(29));
            send(1);
            assertThat(first.messages).hasSize(5);
            time.advance(Duration.ofSeconds(2));
            send(3);
            assertThat(first.messages).hasSize(6);
            time.advance(Duration.ofSeconds(31));
            first.result = new Accepted("first", null);
            send(3);
            assertThat(first.messages).hasSize(9);
        }

        @ParameterizedTest
        @EnumSource(names = {"RECIPIENT", "MESSAGE", "SENDER"})
        void doesNotCountWhatStrangersCanCause(Reason reason) {
            first.rejects(reason);
            send(30);
            assertThat(first.messages).hasSize(30);
        }

        @Test
        void opensAfterFiveFailuresInARowHoweverManyWereGoodBefore() {
            send(20);
            first.rejects(Reason.UNAVAILABLE);
            send(6);
            assertThat(first.messages).hasSize(25);
        }

        @Test
        void opensWhenHalfOfTheLastTwentyFailed() {
            for (int i = 0; i < 10; i++) {
                first.result = new Accepted("first", null);
                send(1);
                first.result = new Unknown("lost");
                send(1);
            }
            send(1);
            assertThat(first.messages).hasSize(20);
        }

        @Test
        void aMessageThatIsTakenBreaksTheRow() {
            send(2);
            first.rejects(Reason.UNAVAILABLE);
            send(4);
            first.result = new Accepted("first", null);
            send(1);
            first.rejects(Reason.UNAVAILABLE);
            send(4);
            assertThat(first.messages).hasSize(11);
        }

        @Test
        void whatIsRefusedHidesNoFailures() {
            for (int i = 0; i < 5; i++) {
                first.rejects(Reason.RECIPIENT);
                send(3);
                first.rejects(Reason.CONFIGURATION);
                send(1);
            }
            send(1);
            assertThat(first.messages).hasSize(20);
        }

        @Test
        void codesAboutToExpireNeverOpenIt() {
            first.result = new Unknown("no answer in time");
            FailoverChannel untimed = both().build();
            for (int i = 0; i < 40; i++) {
                assertThat(untimed.send(Messages.living(Duration.ofMillis(900))))
                        .isNotNull();
            }
            first.result = new Accepted("first", null);
            assertThat(untimed.send(message)).isEqualTo(new Accepted("first", null));
        }

        @Test
        void aShortTotalIsNoReasonNeverToOpen() {
            first.rejects(Reason.UNAVAILABLE);
            FailoverChannel hasty =
                    both().retries(0).clock(time).total(Duration.ofMillis(999)).build();
            for (int i = 0; i < 6; i++) {
                assertThat(hasty.send(later)).isNotNull();
            }
            assertThat(first.messages).hasSize(5);
        }

        @Test
        void callersThatAreInterruptedNeverOpenIt() {
            first.result = new Unknown("interrupted");
            Thread.currentThread().interrupt();
            send(40);
            assertThat(Thread.interrupted()).isTrue();
            first.result = new Accepted("first", null);
            assertThat(channel.send(later)).isEqualTo(new Accepted("first", null));
        }

        @ParameterizedTest
        @EnumSource(names = {"RECIPIENT", "MESSAGE", "SENDER"})
        void aRefusalDoesNotEndTheProbing(Reason reason) {
            first.rejects(Reason.UNAVAILABLE);
            send(5);
            time.advance(Duration.ofSeconds(31));
            first.rejects(reason);
            send(3);
            assertThat(first.messages).as("one after the other may probe").hasSize(8);
            first.rejects(Reason.UNAVAILABLE);
            send(2);
            assertThat(first.messages).as("one failure is enough").hasSize(9);
        }

        @Test
        void allLeftOutIsUnavailable() {
            first.rejects(Reason.UNAVAILABLE);
            second.rejects(Reason.UNAVAILABLE);
            send(5);
            assertThat(channel.send(later)).asInstanceOf(type(Rejected.class)).satisfies(rejected -> {
                assertThat(rejected.reason()).isEqualTo(Reason.UNAVAILABLE);
                assertThat(rejected.detail()).contains("left out");
            });
            assertThat(second.messages).hasSize(5);
        }

        private void send(int times) {
            for (int i = 0; i < times; i++) {
                assertThat(channel.send(later)).isNotNull();
            }
        }
    }

    @Nested
    class TheBulkhead {
        @Test
        void sendsOnToTheNextWhatASlowProviderCannotHold() throws Exception {
            CountDownLatch held = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            SmsChannel slow = SmsChannel.of(new SmsGateway() {
                @Override
                public String name() {
                    return "slow";
                }

                @Override
                public DeliveryResult send(Sms sms) {
                    held.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return new Accepted("slow", null);
                }
            });
            FailoverChannel channel =
                    FailoverChannel.builder().to(slow).to(second).inFlight(2).build();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            try {
                List<Future<DeliveryResult>> waiting = List.of(
                        threads.submit(() -> channel.send(message)), threads.submit(() -> channel.send(message)));
                held.await();
                assertThat(channel.send(message)).isEqualTo(new Accepted("second", null));
                release.countDown();
                for (Future<DeliveryResult> result : waiting) {
                    assertThat(result.get()).isEqualTo(new Accepted("slow", null));
                }
                assertThat(channel.send(message)).isEqualTo(new Accepted("slow", null));
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Nested
    class Voice {
        @Test
        void followsSmsOnlyIfAskedFor() {
            refuses(FailoverChannel.builder().to(first).to(voice));
            refuses(FailoverChannel.builder().to(voice).to(first).voiceAfterSms());
            refuses(FailoverChannel.builder().to(first).to(voice).to(second).voiceAfterSms());
            refuses(FailoverChannel.builder().to(first).to(second).voiceAfterSms());
            refuses(FailoverChannel.builder().to(voice).voiceAfterSms());
            assertThat(smsThenVoice().channel()).isEqualTo(Channel.SMS);
        }

        @Test
        void reachesANumberThatSmsCannot() {
            first.rejects(Reason.RECIPIENT);
            assertThat(smsThenVoice().send(message)).isEqualTo(new Accepted("voice", null));
            assertThat(second.messages).isEmpty();
        }

        @Test
        void isNotCalledAfterAnSmsThatMayHaveArrived() {
            first.result = new Unknown("lost");
            assertThat(smsThenVoice().send(message)).isInstanceOf(Unknown.class);
            assertThat(voice.messages).isEmpty();
        }

        @Test
        void smsIsNotTriedAgainForANumberThatBothRefused() {
            first.rejects(Reason.UNAVAILABLE);
            second.rejects(Reason.RECIPIENT);
            voice.rejects(Reason.RECIPIENT);
            assertThat(smsThenVoice().send(message)).isEqualTo(new Rejected(Reason.RECIPIENT, "voice"));
            assertThat(first.messages).hasSize(1);
        }

        private FailoverChannel smsThenVoice() {
            return both().to(voice).voiceAfterSms().build();
        }
    }

    @Test
    void twoAccountsOfOneProviderNeedTwoNames() {
        TyntecGateway.Builder account =
                TyntecGateway.builder().apiKey(Secret.of("k")).endpoint(URI.create("http://127.0.0.1:9"));
        SmsChannel one = SmsChannel.of(account.build());
        SmsChannel other = SmsChannel.of(account.name("tyntec-2").build());
        refuses(FailoverChannel.builder().to(one).to(one));
        assertThat(FailoverChannel.builder().to(one).to(other).build()).isNotNull();
        assertThat(other.provider()).isEqualTo("tyntec-2");
        for (String bad : new String[] {null, "", " ", "a b", "ä", "x".repeat(65)}) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .isThrownBy(() -> account.name(bad))
                    .satisfies(e -> assertThat(e.field()).isEqualTo("name"));
        }
    }

    @Test
    void mistakesAreFoundWhenItIsBuilt() {
        refuses(FailoverChannel.builder());
        refuses(FailoverChannel.builder().to(first).to(first));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> FailoverChannel.builder().retries(3));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> FailoverChannel.builder().inFlight(0));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> FailoverChannel.builder().to(null));
    }

    private FailoverChannel.Builder both() {
        return FailoverChannel.builder().to(first).to(second);
    }

    private static void refuses(FailoverChannel.Builder builder) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(builder::build)
                .satisfies(e -> assertThat(e.field()).isEqualTo("channel"));
    }
}
