package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.util.List;
import java.util.Optional;

/** The bytes of uploads, in the bucket. */
public interface UploadObjects {
    /** The smallest part, in bytes, that S3 takes, but for the last. */
    int MIN_PART = 5 * 1024 * 1024;

    /** The most parts that S3 puts together. */
    int MAX_PARTS = 10_000;

    /** Returns the key of a blob that is uploaded in parts. */
    static String key(RepositoryName repository, String session) {
        return "blobs/" + repository.space() + "/" + session;
    }

    /** Stores bytes that are too few for a part; answers where. */
    String putTail(String session, byte[] bytes, int length);

    byte[] getTail(String key);

    /** Makes a whole blob of a tail, which stays; no bytes pass here. */
    void copyTail(String tail, String key);

    /**
     * Removes a tail that is not needed any more; the bucket's lifecycle removes it if this fails. First chunks are not removed here, but with
     * their day.
     */
    void deleteTail(String key);

    /** Opens a multipart upload. */
    String beginParts(String key);

    /** Stores a part, numbered from 1; answers its entity tag. */
    String putPart(String key, String multipart, int number, byte[] bytes, int length);

    /** Puts the parts together. Doing it twice is as good as once. */
    void complete(String key, String multipart, List<String> parts, long size);

    /** Gives a multipart upload up. */
    void abort(String key, String multipart);

    /**
     * Stores a first chunk, or in place of it a mark that there will be none; false where there is either, which stays.
     *
     * @param digest the digest of the bytes, empty for the mark
     */
    boolean putFirst(String key, byte[] bytes, Optional<Digest> digest);

    /** Finds a first chunk; empty if there is none, or its mark. */
    Optional<FirstChunk> first(String key);

    /** Stores a whole blob. */
    void put(String key, byte[] bytes, int length);
}
