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
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Appends a body to a session: hashes the bytes as they arrive, and sends them in parts. While a small part is sent, the next is filled; memory holds
 * at most those two, or a large one. Stored parts count only once the session is advanced or finished.
 */
final class PartWriter {
    /** The size, in bytes, of the first thousand parts. */
    static final int SMALL_PART = 8 * 1024 * 1024;

    /** The size, in bytes, of the parts after those: with these, 10,000 parts hold more than 250 GiB. */
    static final int LARGE_PART = 32 * 1024 * 1024;

    /**
     * The longest whole body, in bytes, that is stored as one object, without a session. No part of a body of this length could be sent before it has
     * ended.
     */
    static final int ONE_PIECE = 12 * 1024 * 1024;

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
    private byte[] spare = new byte[0];
    private int filled;
    private long offset;
    private Optional<String> unreadTail;

    /** The part that is being sent; the retained bytes are sent after it. */
    private Optional<FutureTask<String>> sending = Optional.empty();

    /**
     * Continues a session.
     *
     * @param announced the algorithm of the expected digest
     * @param alive called periodically while bytes arrive
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
        this.unreadTail = session.tail();
    }

    long offset() {
        return offset;
    }

    /** Reads the whole stream. */
    void write(InputStream body) throws IOException {
        readTail();
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

    private void readTail() {
        unreadTail.map(objects::getTail).ifPresent(tail -> {
            buffer = tail;
            filled = tail.length;
            if (session.hashes().isEmpty()) {
                hash.update(tail, 0, filled, filled);
            }
        });
        unreadTail = Optional.empty();
    }

    /** At least one part of the minimum size is retained, so that a long body does not end with a tail. */
    private void makeRoom() {
        int part = parts.size() < SMALL_PARTS ? SMALL_PART : LARGE_PART;
        int most = part + UploadObjects.MIN_PART;
        if (filled < most) {
            buffer = Arrays.copyOf(buffer, Math.clamp(2L * filled, FIRST_BUFFER, most));
            return;
        }
        awaitPart();
        byte[] full = buffer;
        send(full, part);
        if (part == LARGE_PART) {
            awaitPart();
        } else {
            buffer = spare.length == full.length ? spare : new byte[full.length];
            spare = full;
        }
        filled -= part;
        System.arraycopy(full, part, buffer, 0, filled);
    }

    private void flush() {
        awaitPart();
        send(buffer, filled);
        awaitPart();
        filled = 0;
    }

    private void send(byte[] bytes, int length) {
        if (parts.size() == UploadObjects.MAX_PARTS) {
            throw new RegistryException(
                    ErrorCode.SIZE_INVALID,
                    413,
                    "a blob must have at most " + UploadObjects.MAX_PARTS + " parts, but has more");
        }
        String opened = multipart.orElseGet(() -> objects.beginParts(key));
        multipart = Optional.of(opened);
        int number = parts.size() + 1;
        FutureTask<String> part = new FutureTask<>(() -> objects.putPart(key, opened, number, bytes, length));
        Thread.ofVirtual().start(part);
        sending = Optional.of(part);
    }

    /** Waits for the part that is being sent. */
    private void awaitPart() {
        if (sending.isEmpty()) {
            return;
        }
        FutureTask<String> part = sending.get();
        sending = Optional.empty();
        try {
            parts.add(part.get());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a part was sent", e);
        }
    }

    /** Stores the remaining bytes, so that another request can continue. */
    UploadSession park() {
        if (filled >= UploadObjects.MIN_PART) {
            flush();
        }
        Optional<String> tail =
                filled == 0 ? Optional.empty() : Optional.of(objects.putTail(session.id(), buffer, filled));
        return new UploadSession(session.id(), offset, hash.state(), multipart, parts, tail, session.claim());
    }

    /** Refuses bytes that do not have this digest, and digests of an algorithm whose state was not kept from the beginning. */
    void verify(Digest digest) {
        if (session.hashes().isEmpty()) {
            readTail();
        }
        Digest actual = hash.digest(digest.algorithm())
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.DIGEST_INVALID,
                        "the upload was not begun for " + digest.algorithm().prefix()
                                + ": begin it with ?digest-algorithm="
                                + digest.algorithm().prefix()));
        if (!actual.equals(digest)) {
            throw wrong(digest, actual);
        }
    }

    static RegistryException wrong(Digest expected, Digest actual) {
        return new RegistryException(
                ErrorCode.DIGEST_INVALID, "the content's digest must be " + expected + ", but was " + actual);
    }

    /** Combines all parts into one object. */
    StoredBlob complete() {
        if (multipart.isEmpty()) {
            // Each attempt has another key, so that the cleanup after one never removes bytes of another.
            String whole = key + "/" + UUID.randomUUID();
            unreadTail.ifPresentOrElse(tail -> objects.copyTail(tail, whole), () -> objects.put(whole, buffer, filled));
            return new StoredBlob(whole, offset);
        }
        readTail();
        if (filled > 0) {
            flush();
        }
        objects.complete(key, multipart.get(), parts, offset);
        return new StoredBlob(key, offset);
    }

    /** Aborts the multipart upload that this request began; earlier parts of the session are kept. */
    void abandon() {
        try {
            // A late part would replace that of another request.
            awaitPart();
        } catch (RuntimeException e) {
            // the part does not exist
        }
        if (session.multipart().isEmpty()) {
            multipart.ifPresent(opened -> objects.abort(key, opened));
        }
    }
}
