package io.slipway.core.access;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPrivateKeySpec;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The private key that bearer tokens are signed with (ECDSA on P-256). It is derived from a secret, which can be any string, so that a rotation needs
 * no key generator.
 */
public final class SigningKey {
    /** The shortest secret, in bytes. */
    public static final int MIN_LENGTH = 32;

    private static final byte[] PURPOSE = "slipway bearer tokens, ES256".getBytes(StandardCharsets.US_ASCII);

    /**
     * The number of bytes of the seed: 128 bits more than the order, so that the remainder of a division by it is nearly uniform (FIPS
     * 186-5, A.2.1).
     */
    private static final int SEED = 48;

    private final ECPrivateKey key;
    private final VerifyingKey verifying;

    private SigningKey(ECPrivateKey key, VerifyingKey verifying) {
        this.key = key;
        this.verifying = verifying;
    }

    /** Derives the key from a secret's UTF-8 bytes: the same secret always gives the same key. */
    public static SigningKey of(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_LENGTH) {
            throw new IllegalArgumentException(
                    "a signing secret must have at least " + MIN_LENGTH + " bytes, but has " + bytes.length);
        }
        try {
            byte[] seed = KDF.getInstance("HKDF-SHA512")
                    .deriveData(HKDFParameterSpec.ofExtract().addIKM(bytes).thenExpand(PURPOSE, SEED));
            BigInteger one = BigInteger.ONE;
            BigInteger scalar = new BigInteger(1, seed)
                    .mod(VerifyingKey.CURVE.getOrder().subtract(one))
                    .add(one);
            ECPrivateKey key = (ECPrivateKey)
                    KeyFactory.getInstance("EC").generatePrivate(new ECPrivateKeySpec(scalar, VerifyingKey.CURVE));
            return new SigningKey(key, VerifyingKey.of(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256 and HKDF", e);
        }
    }

    /** Returns the public key that verifies the signatures, with its id. */
    public VerifyingKey verifying() {
        return verifying;
    }

    ECPrivateKey key() {
        return key;
    }

    /** Returns text that does not contain the key. */
    @Override
    public String toString() {
        return "SigningKey " + verifying.id();
    }
}
