package io.slipway.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The KMS operations that Slipway uses: GenerateDataKey and Decrypt, with the encryption context bound to the key as
 * in KMS, Sign, and GetPublicKey. Unlike in KMS, one key can both encrypt and sign.
 */
public final class KmsEmulator implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String AES = "AES/GCM/NoPadding";
    private static final int DATA_KEY = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, String> keys;
    private final SecureRandom random = new SecureRandom();
    private final JsonOperations operations;

    private KmsEmulator(Map<String, String> keys) {
        this.keys = Map.copyOf(keys);
        this.operations = new JsonOperations(Map.of(
                "GenerateDataKey", this::generateDataKey,
                "Decrypt", this::decrypt,
                "Sign", this::sign,
                "GetPublicKey", this::publicKey));
    }

    /**
     * Starts with these keys.
     *
     * @param keys the secrets from which the keys are derived, by key id
     */
    public static KmsEmulator start(Map<String, String> keys) {
        return new KmsEmulator(keys);
    }

    @Override
    public Answer answer(String target, byte[] body) {
        return operations.answer(target, body);
    }

    private ObjectNode generateDataKey(JsonNode request) {
        if (!request.path("KeySpec").asText().equals("AES_256")) {
            throw new JsonOperations.ServiceException("ValidationException", "the key spec must be AES_256");
        }
        byte[] plain = new byte[DATA_KEY];
        byte[] nonce = new byte[NONCE];
        random.nextBytes(plain);
        random.nextBytes(nonce);
        byte[] sealedKey = cipher(Cipher.ENCRYPT_MODE, request, nonce, plain);
        byte[] blob = Arrays.copyOf(nonce, NONCE + sealedKey.length);
        System.arraycopy(sealedKey, 0, blob, NONCE, sealedKey.length);
        return JSON.createObjectNode()
                .put("KeyId", request.path("KeyId").asText())
                .put("Plaintext", plain)
                .put("CiphertextBlob", blob);
    }

    private ObjectNode decrypt(JsonNode request) {
        try {
            byte[] blob = request.path("CiphertextBlob").binaryValue();
            byte[] nonce = Arrays.copyOf(blob, NONCE);
            byte[] plain = cipher(Cipher.DECRYPT_MODE, request, nonce, Arrays.copyOfRange(blob, NONCE, blob.length));
            return JSON.createObjectNode()
                    .put("KeyId", request.path("KeyId").asText())
                    .put("Plaintext", plain);
        } catch (IOException e) {
            throw new JsonOperations.ServiceException("ValidationException", "the ciphertext must be base64");
        }
    }

    private ObjectNode sign(JsonNode request) {
        if (!request.path("MessageType").asText().equals("DIGEST")
                || !request.path("SigningAlgorithm").asText().equals("ECDSA_SHA_256")) {
            throw new JsonOperations.ServiceException(
                    "ValidationException", "the message must be a digest to sign with ECDSA_SHA_256");
        }
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(EcKeys.of(secret(request)).getPrivate());
            signature.update(request.path("Message").binaryValue());
            return JSON.createObjectNode()
                    .put("KeyId", request.path("KeyId").asText())
                    .put("Signature", signature.sign())
                    .put("SigningAlgorithm", "ECDSA_SHA_256");
        } catch (GeneralSecurityException | IOException e) {
            throw new JsonOperations.ServiceException("ValidationException", "the digest cannot be signed");
        }
    }

    private ObjectNode publicKey(JsonNode request) {
        try {
            return JSON.createObjectNode()
                    .put("KeyId", request.path("KeyId").asText())
                    .put("KeySpec", "ECC_NIST_P256")
                    .put("KeyUsage", "SIGN_VERIFY")
                    .put("PublicKey", EcKeys.of(secret(request)).getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private String secret(JsonNode request) {
        String secret = keys.get(request.path("KeyId").asText());
        if (secret == null) {
            throw new JsonOperations.ServiceException("NotFoundException", "there is no such key");
        }
        return secret;
    }

    private byte[] cipher(int mode, JsonNode request, byte[] nonce, byte[] input) {
        String secret = secret(request);
        try {
            byte[] key = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            Cipher cipher = Cipher.getInstance(AES);
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(context(request).getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new JsonOperations.ServiceException(
                    "InvalidCiphertextException", "the ciphertext cannot be decrypted");
        }
    }

    private static String context(JsonNode request) {
        Map<String, String> context = new TreeMap<>();
        request.path("EncryptionContext")
                .properties()
                .forEach(line -> context.put(line.getKey(), line.getValue().asText()));
        return context.toString();
    }
}
