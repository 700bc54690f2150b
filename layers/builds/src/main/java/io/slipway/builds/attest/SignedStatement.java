package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.manifest.Descriptor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A signed in-toto statement: a DSSE envelope (https://github.com/secure-systems-lab/dsse) in a Sigstore bundle
 * (https://docs.sigstore.dev/about/bundle/), as {@code cosign verify-attestation --key} expects.
 */
public final class SignedStatement {
    /** The media type of the bundle, and the artifact type of its referrer. */
    public static final String MEDIA_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    /** Identifies the key to verifiers that have several. */
    private static final String HINT = "slipway";

    private SignedStatement() {}

    /** Signs a statement about an image, and attaches it. */
    public static Attached of(Descriptor image, byte[] statement, String predicateType, Signer signer) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode().put("mediaType", MEDIA_TYPE);
        bundle.putObject("verificationMaterial").putObject("publicKey").put("hint", HINT);
        Base64.Encoder base64 = Base64.getEncoder();
        bundle.putObject("dsseEnvelope")
                .put("payload", base64.encodeToString(statement))
                .put("payloadType", Provenance.MEDIA_TYPE)
                .putArray("signatures")
                .addObject()
                .put("sig", base64.encodeToString(signer.sign(encoded(statement))));
        return Attached.of(
                image,
                MEDIA_TYPE,
                Provenance.bytes(bundle),
                Map.of(
                        "dev.sigstore.bundle.content",
                        "dsse-envelope",
                        "dev.sigstore.bundle.predicateType",
                        predicateType));
    }

    /** Returns the bytes that are signed: DSSE's pre-authentication encoding. */
    static byte[] encoded(byte[] statement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(("DSSEv1 " + Provenance.MEDIA_TYPE.length() + " " + Provenance.MEDIA_TYPE + " "
                        + statement.length + " ")
                .getBytes(StandardCharsets.UTF_8));
        out.writeBytes(statement);
        return out.toByteArray();
    }
}
