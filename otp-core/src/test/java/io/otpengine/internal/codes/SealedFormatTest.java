package io.otpengine.internal.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.otpengine.ApplicationId;
import io.otpengine.CodeKeys;
import io.otpengine.OtpId;
import io.otpengine.World;
import io.otpengine.spi.OtpRecord;
import io.otpengine.spi.Sealed;
import io.otpengine.testkit.Records;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows written by an earlier version must open in a later one. */
@Tag("KEY-3")
@DisplayName("KEY-3 the stored formats are those of the vectors")
class SealedFormatTest {
    private static final HexFormat HEX = HexFormat.of();

    /** One line of the file. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Vector(String name, CodeKeys keys, byte[] nonce, OtpRecord owner, Secret secret, byte[] sealed) {
        static Vector of(String line) {
            String[] field = line.split("\t", -1);
            OtpRecord owner = Records.otp(World.START)
                    .next()
                    .accountId(field[4])
                    .applicationId(new ApplicationId(field[5]))
                    .id(OtpId.parse(field[6]).orElseThrow())
                    .number(field[7])
                    .expires(Instant.ofEpochMilli(Long.parseLong(field[8])))
                    .bindingDigest(Hashes.ofBinding(orNull(field[9])))
                    .build();
            return new Vector(
                    field[0],
                    CodeKeys.of(field[1], HEX.parseHex(field[2])),
                    HEX.parseHex(field[3]),
                    owner,
                    new Secret(field[10], orNull(field[11])),
                    HEX.parseHex(field[12]));
        }

        private static String orNull(String field) {
            return field.equals("-") ? null : field.replace("\\n", "\n");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Vector> vectors() throws IOException {
        try (InputStream in = SealedFormatTest.class.getResourceAsStream("sealed-vectors.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Vector::of);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void sealsToTheseBytes(Vector vector) {
        CodeSealer sealer = new CodeSealer(vector.keys(), new RandomSource(new Always(vector.nonce())));
        assertThat(sealer.seal(vector.secret(), vector.owner()).toBytes()).isEqualTo(vector.sealed());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void opensFromTheseBytes(Vector vector) {
        CodeSealer sealer = new CodeSealer(vector.keys(), new RandomSource(new SecureRandom()));
        OtpRecord row = vector.owner().next().sealed(Sealed.of(vector.sealed())).build();
        assertThat(sealer.open(row)).contains(vector.secret());
    }

    @Test
    void thereAreVectors() throws IOException {
        assertThat(vectors()).hasSize(5);
    }

    @Test
    void aReferenceIsSignedLikeThis() {
        byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        OtpId id = OtpId.parse("00112233-4455-6677-8899-aabbccddeeff").orElseThrow();
        assertThat(new References(CodeKeys.of("k1", key)).of("acme", id, 2))
                .isEqualTo("ABEiM0RVZneImaq7zN3u_wI8sRX0Ur8hvM_HGss");
    }

    /** A generator that always gives the same bytes. */
    private static final class Always extends SecureRandom {
        private final transient byte[] given;

        Always(byte[] given) {
            this.given = given;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(given, 0, bytes, 0, bytes.length);
        }
    }
}
