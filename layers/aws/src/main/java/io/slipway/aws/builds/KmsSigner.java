package io.slipway.aws.builds;

import io.slipway.builds.attest.Signer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.MessageType;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/** Signs with a key of KMS (ECC_NIST_P256). The private key never leaves KMS. */
public final class KmsSigner implements Signer {
    private static final int PEM_LINE = 64;

    private final Supplier<KmsClient> kms;
    private final String key;
    private volatile @Nullable String publicKey;

    /** Uses this KMS key: an id, an ARN or an alias. */
    public KmsSigner(Supplier<KmsClient> kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    @Override
    public byte[] sign(byte[] message) {
        byte[] digest = sha256(message);
        return kms.get()
                .sign(request -> request.keyId(key)
                        .messageType(MessageType.DIGEST)
                        .message(SdkBytes.fromByteArrayUnsafe(digest))
                        .signingAlgorithm(SigningAlgorithmSpec.ECDSA_SHA_256))
                .signature()
                .asByteArray();
    }

    @Override
    public String publicKey() {
        String known = publicKey;
        if (known == null) {
            byte[] der = kms.get()
                    .getPublicKey(request -> request.keyId(key))
                    .publicKey()
                    .asByteArray();
            known = "-----BEGIN PUBLIC KEY-----\n"
                    + Base64.getMimeEncoder(PEM_LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(der)
                    + "\n-----END PUBLIC KEY-----\n";
            publicKey = known;
        }
        return known;
    }

    private static byte[] sha256(byte[] message) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
