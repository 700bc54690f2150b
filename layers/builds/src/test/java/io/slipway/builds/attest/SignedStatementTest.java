package io.slipway.builds.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class SignedStatementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] STATEMENT = "{\"_type\":\"statement\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_bundle_is_signed_over_the_type_and_the_statement() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Descriptor image = new Descriptor("a/b", Digest.of(DigestAlgorithm.SHA256, new byte[0]), 0);
        Attached attached = SignedStatement.of(image, STATEMENT, "https://example.com/type", new Pair(pair));
        JsonNode manifest = JSON.readTree(attached.manifest().content());
        assertThat(manifest.path("artifactType").asText()).isEqualTo(SignedStatement.MEDIA_TYPE);
        assertThat(manifest.at("/subject/digest").asText())
                .isEqualTo(image.digest().toString());
        JsonNode bundle = JSON.readTree(attached.blobs().getLast().content());
        assertThat(bundle.at("/dsseEnvelope/payload").binaryValue()).isEqualTo(STATEMENT);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(pair.getPublic());
        signature.update(
                "DSSEv1 28 application/vnd.in-toto+json 21 {\"_type\":\"statement\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(bundle.at("/dsseEnvelope/signatures/0/sig").binaryValue()))
                .isTrue();
    }

    private record Pair(KeyPair pair) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(pair.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String publicKey() {
            return "";
        }
    }
}
