package io.slipway.core.access;

import com.nimbusds.jose.jwk.Curve;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** The public half of a {@link SigningKey}, which verifies bearer tokens but cannot make them. */
public final class VerifyingKey {
    static final ECParameterSpec CURVE = Curve.P_256.toECParameterSpec();

    private final ECPublicKey key;
    private final String id;

    private VerifyingKey(ECPublicKey key) {
        this.key = key;
        this.id = Digest.of(DigestAlgorithm.SHA256, key.getEncoded()).hex().substring(0, 16);
    }

    static VerifyingKey ofScalar(BigInteger scalar) throws GeneralSecurityException {
        var point =
                CustomNamedCurves.getByName("secp256r1").getG().multiply(scalar).normalize();
        ECPoint affine = new ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        return new VerifyingKey(
                (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(affine, CURVE)));
    }

    /** Reads what {@link #encoded} wrote. */
    public static VerifyingKey read(byte[] encoded) {
        try {
            return new VerifyingKey(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the encoded key must be a public key on P-256 in the form of X.509", e);
        }
    }

    /** 16 hexadecimal digits of the hash of the key: an id that no other key has. */
    public String id() {
        return id;
    }

    /** The key in the form of X.509. */
    public byte[] encoded() {
        return key.getEncoded();
    }

    ECPublicKey key() {
        return key;
    }

    @Override
    public String toString() {
        return "VerifyingKey " + id;
    }
}
