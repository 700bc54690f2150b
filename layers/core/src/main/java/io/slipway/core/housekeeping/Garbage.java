package io.slipway.core.housekeeping;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The state that the janitor reads and removes. Each removal is safe against concurrent writers, and may be repeated. */
public interface Garbage {

    /** Returns the record of a blob in a repository. One read. */
    BlobLink link(RepositoryName repository, Digest digest);

    /** Returns whether a manifest of the repository, stored or being pushed, uses this blob. One read. */
    boolean isUsed(RepositoryName repository, Digest digest);

    /** Removes the use of a blob by a manifest that is neither stored nor being pushed; otherwise changes nothing. One write. */
    void endUse(RepositoryName repository, Digest digest, Digest manifest);

    /**
     * Removes a link that has not changed since it was seen, and queues a review of its object. One write.
     *
     * @param moment the time from which the object may be removed
     * @return false if the link has changed
     */
    boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Instant moment);

    /** Removes a record that contains deleted uploads alone, unless it has changed since it was seen. One write. */
    void forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen);

    /** Finds the references to an object. One read. */
    Users users(Review.StoredObject object);

    /**
     * The references to an object.
     *
     * @param linked whether a repository of the space is linked to it
     * @param layers the keys of the written layers that it holds for builds
     */
    record Users(boolean linked, List<String> layers) {
        public Users {
            layers = List.copyOf(layers);
        }
    }

    /** Removes an object, the record that the space has these bytes, and these layers. Two writes, and two for each layer. */
    void remove(Review.StoredObject object, List<String> layers);

    /** Ends an idle upload session and removes its parts; returns the time of the next review if it may still be in use. */
    Optional<Instant> end(RepositoryName repository, String session, Instant now);

    /** Reads the progress of the search through first chunks. One read. */
    FirstChunks firstChunks();

    /**
     * The progress of the search through first chunks, in the order of their keys.
     *
     * @param day the day of the last walk
     * @param last the last reviewed key; empty before the first
     */
    record FirstChunks(LandingDay day, String last) {}

    /** Writes the progress of the search through first chunks. One write. */
    void firstChunks(FirstChunks position);

    /** Lists the keys of first chunks after a key, in their order. One page. */
    List<String> firstChunks(String after);

    /** Finds the first chunk of this key; empty if there is none, or only the mark of a cancelled upload. One read. */
    Optional<Review.StoredObject> firstChunk(String key);

    /** Removes the mark of a cancelled upload. One write. */
    void removeMark(String key);

    /** Removes the note of a repository's deletion, if it has this time. One write. */
    void forgetClearing(RepositoryName repository, long cleared);
}
