package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes a body behind what a session has: hashes the bytes as they come, and turns them into parts. One part at most is in
 * memory. What it stores counts only once the session is advanced or finished.
 */
final class PartWriter {
    /** The size, in bytes, of the first thousand parts. */
    static final int SMALL_PART = 8 * 1024 * 1024;

    /** The size, in bytes, of the parts after those: so 10,000 parts hold more than 250 GiB. */
    static final int LARGE_PART = 32 * 1024 * 1024;

    private static final int SMALL_PARTS = 1_000;
    private static final int FIRST_BUFFER = 64 * 1024;

    private final UploadObjects objects;
    private final UploadSession session;
    private final String key;
    private final UploadHash hash;
    private final List<String> parts;
    private final Runnable alive;

    private Optional<String> multipart;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private long offset;

    /**
     * Goes on with a session.
     *
     * @param announced the algorithm of the digest to come
     * @param alive called every now and then while bytes come
     */
    PartWriter(
            UploadObjects objects,
            RepositoryName repository,
            UploadSession session,
            DigestAlgorithm announced,
            Runnable alive) {
        this.objects = objects;
        this.session = session;
        this.key = UploadObjects.key(repository, session.id());
        this.hash = session.hashes().isEmpty() ? UploadHash.begin(announced) : UploadHash.resume(session.hashes());
        this.parts = new ArrayList<>(session.parts());
        this.multipart = session.multipart();
        this.offset = session.offset();
        this.alive = alive;
        session.tail().map(objects::getTail).ifPresent(tail -> {
            buffer = tail;
            filled = tail.length;
        });
    }

    long offset() {
        return offset;
    }

    /** Takes the whole stream. */
    void write(InputStream body) throws IOException {
        while (true) {
            if (filled == buffer.length) {
                makeRoom();
            }
            int count = body.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return;
            }
            hash.update(buffer, filled, count, offset + count);
            filled += count;
            offset += count;
            alive.run();
        }
    }

    private void makeRoom() {
        int part = parts.size() < SMALL_PARTS ? SMALL_PART : LARGE_PART;
        if (filled >= part) {
            flush();
        } else {
            buffer = Arrays.copyOf(buffer, Math.clamp(2L * filled, FIRST_BUFFER, part));
        }
    }

    private void flush() {
        if (parts.size() == UploadObjects.MAX_PARTS) {
            throw new RegistryException(
                    ErrorCode.SIZE_INVALID, 413, "the blob has more than " + UploadObjects.MAX_PARTS + " parts");
        }
        if (multipart.isEmpty()) {
            multipart = Optional.of(objects.beginParts(key));
        }
        parts.add(objects.putPart(key, multipart.get(), parts.size() + 1, buffer, filled));
        filled = 0;
    }

    /** Stores what is left, so that another request can go on. */
    UploadSession park() {
        if (filled >= UploadObjects.MIN_PART) {
            flush();
        }
        Optional<String> tail =
                filled == 0 ? Optional.empty() : Optional.of(objects.putTail(session.id(), buffer, filled));
        return new UploadSession(session.id(), offset, hash.state(), multipart, parts, tail, session.claim());
    }

    /** The digest of the session's bytes and the body's; empty where this algorithm was not kept from the beginning. */
    Optional<Digest> digest(DigestAlgorithm algorithm) {
        return hash.digest(algorithm);
    }

    /** Makes one object of everything. */
    StoredBlob complete(Digest digest) {
        if (multipart.isEmpty()) {
            String whole = key + "/" + digest.hex();
            objects.put(whole, buffer, filled);
            return new StoredBlob(whole, offset);
        }
        if (filled > 0) {
            flush();
        }
        objects.complete(key, multipart.get(), parts, offset);
        return new StoredBlob(key, offset);
    }

    /** Gives up what this request opened; what the session had before stays. */
    void abandon() {
        if (session.multipart().isEmpty()) {
            multipart.ifPresent(opened -> objects.abort(key, opened));
        }
    }
}
