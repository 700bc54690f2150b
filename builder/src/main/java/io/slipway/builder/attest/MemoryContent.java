package io.slipway.builder.attest;

import io.slipway.client.Content;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A document in memory. */
public final class MemoryContent implements Content {
    private final byte[] bytes;
    private final Digest digest;

    public MemoryContent(byte[] bytes) {
        this.bytes = bytes;
        this.digest = Digest.of(DigestAlgorithm.SHA256, bytes);
    }

    @Override
    public Digest digest() {
        return digest;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(bytes);
    }
}
