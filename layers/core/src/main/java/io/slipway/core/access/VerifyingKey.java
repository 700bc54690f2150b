package io.slipway.core.access;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/** The public half of a {@link SigningKey}, which verifies bearer tokens but cannot sign them. */
public final class VerifyingKey {
    static final ECParameterSpec CURVE = curve();

    private static final BigInteger PRIME = ((ECFieldFp) CURVE.getCurve().getField()).getP();

    private final ECPublicKey key;
    private final String id;

    private VerifyingKey(ECPublicKey key) {
        this.key = key;
        this.id = Digest.of(DigestAlgorithm.SHA256, key.getEncoded()).hex().substring(0, 16);
    }

    /**
     * Computes the public half. The platform multiplies points only for a key agreement, which yields only the x of the product; the curve has two
     * points with this x, and only the key's own point verifies its signature.
     */
    static VerifyingKey of(ECPrivateKey key) throws GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(key);
        agreement.doPhase(keys.generatePublic(new ECPublicKeySpec(CURVE.getGenerator(), CURVE)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger y = y(x);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        byte[] signed = signature.sign();
        for (BigInteger candidate : List.of(y, PRIME.subtract(y))) {
            ECPublicKey half = (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), CURVE));
            signature.initVerify(half);
            if (signature.verify(signed)) {
                return new VerifyingKey(half);
            }
        }
        throw new GeneralSecurityException("one of the points must verify the key's signature, but none does");
    }

    /** Solves the curve's equation for one y. Its prime is 3 modulo 4, so that this power is a square root (SEC 1, 2.3.4). */
    private static BigInteger y(BigInteger x) {
        EllipticCurve curve = CURVE.getCurve();
        BigInteger square = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return square.modPow(PRIME.add(BigInteger.ONE).shiftRight(2), PRIME);
    }

    private static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
    }

    /** Reads a key that {@link #encoded} has written. */
    public static VerifyingKey read(byte[] encoded) {
        try {
            return new VerifyingKey(
                    (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the encoded key must be a public key on P-256 in the form of X.509", e);
        }
    }

    /** Returns the id of the key: 16 hexadecimal digits of its hash, unique among keys. */
    public String id() {
        return id;
    }

    /** Returns the key in the form of X.509. */
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
