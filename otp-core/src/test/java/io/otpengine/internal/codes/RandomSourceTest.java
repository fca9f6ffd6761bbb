package io.otpengine.internal.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.OtpEngine;
import io.otpengine.OtpException;
import io.otpengine.SendRequest;
import io.otpengine.World;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSourceTest {
    private static final int CODES = 1_000_000;
    private static final int LENGTH = 6;

    /** A fair generator is above it once in 10,000 times for 9 degrees of freedom; the one here has a fixed seed. */
    private static final double MOST = 33.7;

    @Test
    @Tag("long")
    @Tag("SEC-20")
    @DisplayName("SEC-20 every digit is as likely as any other in every position of a million codes")
    void everyDigitIsAsLikelyAsAnyOther() throws Exception {
        RandomSource source = new RandomSource(seeded());
        assertThat(chiSquared(i -> source.code(LENGTH, false)))
                .allSatisfy(chi -> assertThat(chi).isLessThan(MOST));
    }

    @Test
    @Tag("long")
    @Tag("SEC-20")
    @DisplayName("SEC-20 the rest of a byte divided by ten fails the same check")
    void theRestOfAByteDividedByTenFails() throws Exception {
        SecureRandom random = seeded();
        byte[] bytes = new byte[LENGTH];
        assertThat(chiSquared(i -> {
                    random.nextBytes(bytes);
                    char[] code = new char[LENGTH];
                    for (int p = 0; p < LENGTH; p++) {
                        code[p] = (char) ('0' + Byte.toUnsignedInt(bytes[p]) % 10);
                    }
                    return new String(code);
                }))
                .allSatisfy(chi -> assertThat(chi).isGreaterThan(MOST));
    }

    @Test
    void alphanumericCodesUseAllThirtySixCharacters() {
        RandomSource source = new RandomSource(new SecureRandom());
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            source.code(8, true).chars().forEach(seen::add);
        }
        assertThat(seen).hasSize(36);
    }

    @Test
    void bytesThatWouldFavourTheLowCharactersAreThrownAway() {
        assertThat(new RandomSource(new Given(249, 250, 255, 0)).code(2, false)).isEqualTo("90");
        assertThat(new RandomSource(new Given(251, 252, 255, 0)).code(2, true)).isEqualTo("z0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR", "th-TH-u-nu-thai", "hi-IN-u-nu-deva"})
    @Tag("SEC-17")
    @DisplayName("SEC-17 codes are ASCII whatever the default locale")
    void codesAreAsciiWhateverTheLocale(String tag) {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            World world = World.create();
            for (int i = 0; i < 50; i++) {
                world.sent(SendRequest.to(World.NUMBER).text("{{OTP}} {{SEC}} {{MIN}}"));
                assertThat(world.sms.lastCode()).matches("[0-9]{6}");
                assertThat(world.sms.last().text()).isEqualTo(world.sms.lastCode() + " 300 5");
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    @Tag("SEC-21")
    @DisplayName("SEC-21 a generator that fails leaves no row, no charge and no send")
    void aGeneratorThatFailsLeavesNothing() {
        for (int worked = 0; worked < 3; worked++) {
            World world = World.create();
            OtpEngine engine = world.node().random(new Failing(worked)).build();
            assertThatThrownBy(() -> engine.send(SendRequest.to(World.NUMBER)))
                    .isExactlyInstanceOf(OtpException.class)
                    .hasMessageContaining("random number generator");
            assertThat(world.engine.findByNumber(World.NUMBER)).isEmpty();
            assertThat(world.kept.used("n|default|" + World.NUMBER, world.now()))
                    .isZero();
            assertThat(world.sms.messages).isEmpty();
        }
    }

    private static List<Double> chiSquared(IntFunction<String> codes) {
        int[][] counts = new int[LENGTH][10];
        for (int i = 0; i < CODES; i++) {
            String code = codes.apply(i);
            for (int p = 0; p < LENGTH; p++) {
                counts[p][code.charAt(p) - '0']++;
            }
        }
        double expected = CODES / 10.0;
        double[] chi = new double[LENGTH];
        for (int p = 0; p < LENGTH; p++) {
            for (int count : counts[p]) {
                chi[p] += (count - expected) * (count - expected) / expected;
            }
        }
        return Arrays.stream(chi).boxed().toList();
    }

    private static SecureRandom seeded() throws GeneralSecurityException {
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(4226);
        return random;
    }

    @Test
    void aGeneratorThatIsStuckIsAnErrorAndNoEndlessLoop() {
        RandomSource stuck = new RandomSource(new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0xff);
            }
        });
        assertThatThrownBy(() -> stuck.code(LENGTH, false))
                .isInstanceOf(OtpException.class)
                .hasMessageContaining("random number generator");
    }

    /** A generator that gives out. */
    private static final class Failing extends SecureRandom {
        private int left;

        Failing(int left) {
            this.left = left;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            if (left-- <= 0) {
                throw new IllegalStateException("no entropy");
            }
            super.nextBytes(bytes);
        }
    }

    /** A generator that gives these bytes in turn. */
    private static final class Given extends SecureRandom {
        private final int[] values;
        private int given;

        Given(int... values) {
            this.values = values;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) values[given++ % values.length];
            }
        }
    }
}
