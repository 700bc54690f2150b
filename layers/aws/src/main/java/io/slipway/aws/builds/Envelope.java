package io.slipway.aws.builds;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Envelope encryption: each content has its own data key (AES-256-GCM), which KMS generates, and which only KMS can decrypt, for the same encryption
 * context only.
 *
 * <p>Layout: version 1 (one byte), length of the encrypted key (two bytes), the encrypted key, the nonce (12 bytes), the encrypted content with its
 * tag (16 bytes).
 */
final class Envelope {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    /** The name of the only entry of the encryption context. */
    private static final String PURPOSE = "slipway";

    private final Supplier<KmsClient> kms;
    private final String key;
    private final SecureRandom random = new SecureRandom();

    /** Uses this KMS key: an id, an ARN or an alias. */
    Envelope(Supplier<KmsClient> kms, String key) {
        this.kms = kms;
        this.key = key;
    }

    byte[] seal(byte[] content, String purpose) {
        GenerateDataKeyResponse made = kms.get()
                .generateDataKey(request ->
                        request.keyId(key).keySpec(DataKeySpec.AES_256).encryptionContext(Map.of(PURPOSE, purpose)));
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] body = cipher(Cipher.ENCRYPT_MODE, made.plaintext(), nonce, purpose, content);
        byte[] dataKey = made.ciphertextBlob().asByteArrayUnsafe();
        return ByteBuffer.allocate(1 + Short.BYTES + dataKey.length + NONCE + body.length)
                .put(VERSION)
                .putShort((short) dataKey.length)
                .put(dataKey)
                .put(nonce)
                .put(body)
                .array();
    }

    byte[] open(byte[] envelope, String purpose) {
        ByteBuffer in = ByteBuffer.wrap(envelope);
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalStateException("the version of an envelope must be " + VERSION + ", but was " + version);
        }
        byte[] dataKey = take(in, Short.toUnsignedInt(in.getShort()));
        byte[] nonce = take(in, NONCE);
        byte[] body = take(in, in.remaining());
        SdkBytes plain = kms.get()
                .decrypt(request -> request.keyId(key)
                        .ciphertextBlob(SdkBytes.fromByteArrayUnsafe(dataKey))
                        .encryptionContext(Map.of(PURPOSE, purpose)))
                .plaintext();
        return cipher(Cipher.DECRYPT_MODE, plain, nonce, purpose, body);
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] part = new byte[length];
        in.get(part);
        return part;
    }

    private static byte[] cipher(int mode, SdkBytes key, byte[] nonce, String purpose, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key.asByteArrayUnsafe(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the envelope cannot be decrypted: it was changed, or belongs to another build", e);
        }
    }
}
