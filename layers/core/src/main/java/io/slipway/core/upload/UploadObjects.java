package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.List;
import java.util.Optional;

/** The bytes of uploads, in the bucket. */
public interface UploadObjects {
    /** The size of the smallest part that S3 accepts, in bytes; the last part may be smaller. */
    int MIN_PART = 5 * 1024 * 1024;

    /** The maximum number of parts that S3 combines. */
    int MAX_PARTS = 10_000;

    /** Returns the key of a blob that is uploaded in parts. */
    static String key(RepositoryName repository, String session) {
        return "blobs/" + repository.space() + "/" + session;
    }

    /** Stores bytes that are too few for a part; returns their key. */
    String putTail(String session, byte[] bytes, int length);

    byte[] getTail(String key);

    /** Copies a tail to the key of a whole blob; the bytes do not leave S3. */
    void copyTail(String tail, String key);

    /**
     * Removes a tail that is not needed any more; the bucket's lifecycle removes it if this fails. First chunks are removed with their day instead.
     */
    void deleteTail(String key);

    /** Opens a multipart upload. */
    String beginParts(String key);

    /** Stores a part, numbered from 1; returns its entity tag. */
    String putPart(String key, String multipart, int number, byte[] bytes, int length);

    /** Combines the parts. Repeating it changes nothing. */
    void complete(String key, String multipart, List<String> parts, long size);

    /** Aborts a multipart upload. */
    void abort(String key, String multipart);

    /**
     * Stores a first chunk, or a mark that there will be none; false if either exists already.
     *
     * @param digest the digest of the bytes, empty for the mark
     */
    boolean putFirst(String key, byte[] bytes, Optional<Digest> digest);

    /** Finds a first chunk; empty if there is none, or its mark alone. */
    Optional<FirstChunk> first(String key);

    /** Stores a whole blob. */
    void put(String key, byte[] bytes, int length);
}
