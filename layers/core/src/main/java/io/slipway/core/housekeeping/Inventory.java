package io.slipway.core.housekeeping;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lists what the bucket holds and what the table refers to, for a {@link Scrub}. */
public interface Inventory {

    /** The objects that the table refers to, by the items that do. */
    enum Kind {
        /** Blobs: links of repositories refer to them. */
        BLOBS,
        /** Manifests that are too large for an item. */
        MANIFESTS
    }

    /**
     * An object.
     *
     * @param key its key
     * @param size its length in bytes
     * @param written the time of its last write
     */
    record StoredKey(String key, long size, Instant written) {}

    /** Lists objects after a key, in the order of their keys; an empty list at the end. One read. */
    List<StoredKey> objects(Kind kind, String after);

    /**
     * An item that refers to an object.
     *
     * @param kind the kind of the object
     * @param repository the repository
     * @param digest the digest of the blob or manifest
     * @param key the key of the object
     */
    record Reference(Kind kind, RepositoryName repository, Digest digest, String key) {}

    /**
     * Some references.
     *
     * @param references the references
     * @param next the position of the next page; empty at the end
     */
    record References(List<Reference> references, Optional<String> next) {
        public References {
            references = List.copyOf(references);
        }
    }

    /** Lists references from a position, which is empty at first. A few reads. */
    References references(Kind kind, String position);

    /** Returns whether an item still refers to an object that does not exist. Two reads. */
    boolean isBroken(Reference reference);

    /**
     * A part of an object.
     *
     * @param bytes its bytes
     * @param version the version of the object, which each write replaces
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are never compared
    record Part(byte[] bytes, String version) {}

    /**
     * Reads a part of an object. One read.
     *
     * @param from the position of its first byte
     * @param length the number of its bytes, fewer at the end of the object
     * @param version the version that was read before, if any
     * @return empty if the object does not exist, ends before the part, or has another version
     */
    Optional<Part> read(String key, long from, int length, Optional<String> version);

    /** Queues a review of an object, as if its last link had been removed. One write. */
    void review(Review.StoredObject object, Instant moment);

    /** Reads the state of the last scrub, as {@link #save} has written it. One read. */
    Optional<byte[]> load();

    /** Stores the state of the scrub. One write. */
    void save(byte[] state);
}
