package io.slipway.builds.attest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.builds.memory.MemorySigner;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignedStatementTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] STATEMENT = "{\"_type\":\"statement\"}".getBytes(StandardCharsets.UTF_8);

    @Test
    void the_signature_covers_the_type_and_the_statement() throws Exception {
        MemorySigner signer = new MemorySigner();
        Descriptor image = new Descriptor("a/b", Digest.of(DigestAlgorithm.SHA256, new byte[0]), 0);
        Attached attached = SignedStatement.of(image, STATEMENT, "https://example.com/type", signer);
        JsonNode manifest = JSON.readTree(attached.manifest().content());
        assertThat(manifest.path("artifactType").asText()).isEqualTo(SignedStatement.MEDIA_TYPE);
        assertThat(manifest.at("/subject/digest").asText())
                .isEqualTo(image.digest().toString());
        JsonNode bundle = JSON.readTree(attached.blobs().getLast().content());
        assertThat(bundle.at("/dsseEnvelope/payload").binaryValue()).isEqualTo(STATEMENT);
        byte[] signed =
                "DSSEv1 28 application/vnd.in-toto+json 21 {\"_type\":\"statement\"}".getBytes(StandardCharsets.UTF_8);
        assertThat(signer.verifies(
                        signed, bundle.at("/dsseEnvelope/signatures/0/sig").binaryValue()))
                .isTrue();
    }
}
