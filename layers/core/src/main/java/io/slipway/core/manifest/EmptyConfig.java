package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;

/**
 * The config of an artifact without a config of its own: two bytes, which its repository must have nevertheless (image specification, "Guidance
 * for an Empty Descriptor").
 */
public final class EmptyConfig {
    private static final String MEDIA_TYPE = "application/vnd.oci.empty.v1+json";
    private static final Descriptor DESCRIPTOR =
            new Descriptor(MEDIA_TYPE, Digest.of(DigestAlgorithm.SHA256, content()), content().length);

    private EmptyConfig() {}

    /** Returns the bytes. */
    public static byte[] content() {
        return "{}".getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the descriptor by which a manifest names them. */
    public static Descriptor descriptor() {
        return DESCRIPTOR;
    }
}
