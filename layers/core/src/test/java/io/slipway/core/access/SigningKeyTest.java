package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.spec.ECPoint;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
    /** Bouncy Castle derives the same key and multiplies the same point. Sixteen secrets: half of the points have an odd y. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void the_derived_key_equals_that_of_another_implementation(int number) {
        String secret = "a secret of a test with the number " + number;
        byte[] seed = new byte[48];
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA512Digest());
        hkdf.init(new HKDFParameters(
                secret.getBytes(StandardCharsets.UTF_8),
                null,
                "slipway bearer tokens, ES256".getBytes(StandardCharsets.US_ASCII)));
        hkdf.generateBytes(seed, 0, seed.length);
        var curve = CustomNamedCurves.getByName("secp256r1");
        BigInteger scalar = new BigInteger(1, seed)
                .mod(curve.getN().subtract(BigInteger.ONE))
                .add(BigInteger.ONE);
        var point = curve.getG().multiply(scalar).normalize();
        SigningKey key = SigningKey.of(secret);
        assertThat(key.key().getS()).isEqualTo(scalar);
        assertThat(key.verifying().key().getW())
                .isEqualTo(new ECPoint(
                        point.getAffineXCoord().toBigInteger(),
                        point.getAffineYCoord().toBigInteger()));
    }

    @Test
    void a_short_secret_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("short"))
                .withMessage("a signing secret must have at least 32 bytes, but has 5");
    }
}
