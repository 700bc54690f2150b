package io.slipway.builds.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.builds.attest.Signer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The contract of {@link Signer}. */
public abstract class SignerContract extends BuildContract {
    private static final byte[] MESSAGE = "a statement".getBytes(StandardCharsets.UTF_8);

    private Signer signer() {
        return ports().signer();
    }

    /** Parses the key as openssl does. */
    private static PublicKey read(String pem) throws GeneralSecurityException {
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        assertThat(pem.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
        String base64 = String.join(
                "", pem.lines().filter(line -> !line.startsWith("-")).toList());
        return KeyFactory.getInstance("EC")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private boolean verifies(byte[] message, byte[] signature) throws GeneralSecurityException {
        Signature verification = Signature.getInstance("SHA256withECDSA");
        verification.initVerify(read(signer().publicKey()));
        verification.update(message);
        return verification.verify(signature);
    }

    @Test
    void the_public_key_verifies_a_signature_of_the_same_message_only() throws GeneralSecurityException {
        byte[] signature = signer().sign(MESSAGE);
        assertThat(verifies(MESSAGE, signature)).isTrue();
        assertThat(verifies("another statement".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
        assertThat(verifies(new byte[0], signer().sign(new byte[0]))).isTrue();
    }

    @Test
    void the_key_is_on_the_curve_p_256_and_stays_the_same() throws GeneralSecurityException {
        ECPublicKey key = (ECPublicKey) read(signer().publicKey());
        assertThat(key.getParams().getOrder().bitLength()).isEqualTo(256);
        assertThat(signer().publicKey()).isEqualTo(signer().publicKey());
    }
}
