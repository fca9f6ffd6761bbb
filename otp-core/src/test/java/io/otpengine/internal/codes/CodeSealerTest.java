package io.otpengine.internal.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.otpengine.CodeKeys;
import io.otpengine.OtpException;
import io.otpengine.World;
import io.otpengine.spi.Digest;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.OtpRecordBuilder;
import io.otpengine.spi.Sealed;
import io.otpengine.testkit.Records;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSealerTest {
    private static final int NONCE_AT = 2 + "k1".length();
    private static final OtpRecord OWNER = Records.otp(World.START)
            .next()
            .bindingDigest(Hashes.ofBinding("10.00 EUR"))
            .build();
    private static final Secret SECRET = new Secret("042137", "Your code is {{OTP}}");

    private final CodeSealer sealer = sealer(World.KEYS);

    @Test
    void whatWasSealedOpensForItsOwner() {
        assertThat(open(sealer, sealer.seal(SECRET, OWNER))).contains(SECRET);
    }

    @Test
    void nothingOpensToNothing() {
        assertThat(sealer.open(OWNER)).isEmpty();
    }

    @Test
    @Tag("long")
    @Tag("SEC-34")
    @DisplayName("SEC-34 a million sealings have a million nonces")
    void aMillionSealingsHaveAMillionNonces() {
        Secret digits = new Secret("042137", null);
        long[] starts = new long[1_000_000];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = ByteBuffer.wrap(sealer.seal(digits, OWNER).toBytes()).getLong(NONCE_AT);
        }
        Arrays.sort(starts);
        assertThat(IntStream.range(1, starts.length).filter(i -> starts[i] == starts[i - 1]))
                .isEmpty();
    }

    @Test
    @Tag("SEC-34")
    @DisplayName("SEC-34 no bit of the sealed bytes may differ")
    void noBitOfTheSealedBytesMayDiffer() {
        byte[] sealed = sealer.seal(SECRET, OWNER).toBytes();
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(Sealed.of(flipped), OWNER);
        }
    }

    @Test
    @Tag("SEC-34")
    @DisplayName("SEC-34 no byte may be missing or added")
    void noByteMayBeMissingOrAdded() {
        byte[] sealed = sealer.seal(SECRET, OWNER).toBytes();
        for (int length = 0; length < sealed.length + 20; length++) {
            if (length != sealed.length) {
                assertRefused(Sealed.of(Arrays.copyOf(sealed, length)), OWNER);
            }
        }
    }

    @Test
    @Tag("SEC-34")
    @DisplayName("SEC-34 no bit of a bound field may differ")
    void noBitOfABoundFieldMayDiffer() {
        Sealed sealed = sealer.seal(SECRET, OWNER);
        for (int bit = 0; bit < 64; bit++) {
            long mask = 1L << bit;
            assertRefused(
                    sealed,
                    with(o -> o.id(new io.otpengine.OtpId(
                            OWNER.id().high() ^ mask, OWNER.id().low()))));
            assertRefused(
                    sealed,
                    with(o -> o.id(
                            new io.otpengine.OtpId(OWNER.id().high(), OWNER.id().low() ^ mask))));
        }
        for (int bit = 0; bit < 40; bit++) {
            long expires = OWNER.expires().toEpochMilli() ^ (1L << bit);
            assertRefused(sealed, with(o -> o.expires(java.time.Instant.ofEpochMilli(expires))));
        }
        byte[] digest = Hashes.ofBinding("10.00 EUR").toBytes();
        for (int bit = 0; bit < digest.length * 8; bit++) {
            byte[] flipped = digest.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(sealed, with(o -> o.bindingDigest(Digest.of(flipped))));
        }
        assertRefused(sealed, with(o -> o.bindingDigest(null)));
        assertRefused(sealed, with(o -> o.accountId("acmf")));
        assertRefused(sealed, with(o -> o.applicationId(Records.newApplicationId())));
        assertRefused(sealed, with(o -> o.number("+491701234566")));
    }

    @Test
    @Tag("SEC-34")
    @DisplayName("SEC-34 what moves from one bound field to the next is refused")
    void whatMovesFromOneFieldToTheNextIsRefused() {
        Sealed sealed = sealer.seal(SECRET, with(o -> o.accountId("a").number("+1")));
        assertRefused(sealed, with(o -> o.accountId("a+").number("1")));
    }

    @Test
    void whatIsNotBoundMayChange() {
        Sealed sealed = sealer.seal(SECRET, OWNER);
        OtpRecord later = with(o -> o.version(9).attemptCount(2).sends(3).sealed(sealed));
        assertThat(sealer.open(later)).contains(SECRET);
    }

    @Test
    @Tag("SEC-34")
    @DisplayName("SEC-34 the length does not tell that of the code, nor exactly that of the text")
    void theLengthDoesNotTell() {
        Set<Integer> lengths = new HashSet<>();
        for (int length = 4; length <= 15; length++) {
            lengths.add(sealer.seal(new Secret("1".repeat(length), null), OWNER).toBytes().length);
        }
        assertThat(lengths).hasSize(1);
        assertThat(List.of(1, 30, 62))
                .allSatisfy(n -> assertThat(lengthWithText(n)).isEqualTo(lengthWithText(1)));
        assertThat(lengthWithText(63)).isEqualTo(lengthWithText(1) + 64);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 61, 62, 63, 126, 127, 640})
    void textsOfAllLengthsComeBack(int length) {
        Secret secret = new Secret("0042", "語".repeat(length));
        assertThat(open(sealer, sealer.seal(secret, OWNER))).contains(secret);
    }

    @Test
    void aKeyIdMayBeOneCharacter() {
        CodeSealer shortest = sealer(CodeKeys.of("k", World.key(1)));
        Secret secret = new Secret("042137", null);
        assertThat(open(shortest, shortest.seal(secret, OWNER))).contains(secret);
    }

    @Test
    void aKeyIdSaidToBeLongerThanAllTheBytesOpensNothing() {
        byte[] sealed = sealer.seal(SECRET, OWNER).toBytes();
        sealed[1] = Byte.MAX_VALUE;
        assertThat(open(sealer, Sealed.of(sealed))).isEmpty();
    }

    @Test
    void theLongestFitsAStoresColumn() {
        CodeSealer longest = sealer(CodeKeys.of("k".repeat(32), World.key(1)));
        Secret secret = new Secret("1".repeat(15), "語".repeat(640));
        assertThat(longest.seal(secret, OWNER).toBytes()).hasSizeLessThanOrEqualTo(3072);
    }

    @Test
    @Tag("KEY-1")
    @DisplayName("KEY-1 a retired key opens and no longer seals")
    void aRetiredKeyOpens() {
        Sealed old = sealer.seal(SECRET, OWNER);
        CodeSealer rotated = sealer(CodeKeys.of("k2", World.key(2)).retired("k1", World.key(1)));
        assertThat(open(rotated, old)).contains(SECRET);
        assertThatThrownBy(() -> open(sealer, rotated.seal(SECRET, OWNER))).isInstanceOf(OtpException.class);
    }

    @Test
    void anUnknownKeyIsNobodysToJudge() {
        Sealed sealed = sealer.seal(SECRET, OWNER);
        assertThatThrownBy(() -> open(sealer(CodeKeys.of("k2", World.key(1))), sealed))
                .isInstanceOf(OtpException.class)
                .satisfies(e -> assertThat(((OtpException) e).otpId()).contains(OWNER.id()));
    }

    @Test
    @Tag("KEY-2")
    @DisplayName("KEY-2 other bytes under the same id open nothing")
    void otherBytesUnderTheSameIdOpenNothing() {
        Sealed sealed = sealer.seal(SECRET, OWNER);
        assertThat(open(sealer(CodeKeys.of("k1", World.key(2))), sealed)).isEmpty();
    }

    private int lengthWithText(int characters) {
        return sealer.seal(new Secret("042137", "x".repeat(characters)), OWNER).toBytes().length;
    }

    /** A flipped key id may be one that nobody knows: then the engine refuses to judge, which opens nothing either. */
    private void assertRefused(Sealed sealed, OtpRecord owner) {
        Optional<Secret> opened;
        try {
            opened = sealer.open(owner.next().sealed(sealed).build());
        } catch (OtpException e) {
            assertThat(e).hasMessageContaining("key that this engine was not given");
            opened = Optional.empty();
        }
        assertThat(opened).isEmpty();
    }

    private static Optional<Secret> open(CodeSealer sealer, Sealed sealed) {
        return sealer.open(OWNER.next().sealed(sealed).build());
    }

    private static OtpRecord with(UnaryOperator<OtpRecordBuilder> change) {
        return change.apply(OWNER.next()).build();
    }

    private static CodeSealer sealer(CodeKeys keys) {
        return new CodeSealer(keys, new RandomSource(new SecureRandom()));
    }
}
