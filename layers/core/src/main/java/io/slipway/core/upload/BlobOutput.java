package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.RepositoryName;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes a blob whose length and digest are not known before its end: in parts, of which one is in memory, or in one call if it is small. The blob
 * exists only after {@link #finish}.
 */
public final class BlobOutput extends OutputStream {
    private static final int PART = 8 * 1024 * 1024;
    private static final int FIRST_BUFFER = 64 * 1024;

    private final UploadObjects objects;
    private final String key;
    private final MessageDigest hash = DigestAlgorithm.SHA256.newMessageDigest();
    private final List<String> parts = new ArrayList<>();
    private Optional<String> multipart = Optional.empty();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private long size;

    /**
     * Begins a blob.
     *
     * @param session the id of an unused upload session
     */
    public BlobOutput(UploadObjects objects, RepositoryName repository, String session) {
        this.objects = objects;
        this.key = UploadObjects.key(repository, session);
    }

    /**
     * A written blob.
     *
     * @param digest the digest of its bytes
     * @param blob the stored object
     */
    public record Written(Digest digest, StoredBlob blob) {}

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        hash.update(bytes, offset, length);
        size += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == buffer.length) {
                makeRoom();
            }
            int count = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, from, buffer, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void makeRoom() {
        if (buffer.length < PART) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, PART));
        } else {
            send();
        }
    }

    private void send() {
        String opened = multipart.orElseGet(() -> objects.beginParts(key));
        multipart = Optional.of(opened);
        parts.add(objects.putPart(key, opened, parts.size() + 1, buffer, filled));
        filled = 0;
    }

    /** Combines all written bytes into a blob. */
    public Written finish() {
        Digest digest = Digest.ofHash(DigestAlgorithm.SHA256, hash.digest());
        if (multipart.isEmpty()) {
            String whole = key + "/" + digest.hex();
            objects.put(whole, buffer, filled);
            return new Written(digest, new StoredBlob(whole, size));
        }
        if (filled > 0) {
            send();
        }
        objects.complete(key, multipart.get(), parts, size);
        return new Written(digest, new StoredBlob(key, size));
    }
}
