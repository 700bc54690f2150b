package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores the marks of repositories that are being deleted into the bin, or are in it. Each method may be repeated. */
public interface BinnedRepositories {
    /** Returns the number of days for which deleted tags and images of a space can be restored; 0 if it has no bin. One read. */
    int days(SpaceName space);

    /**
     * A deletion that has begun.
     *
     * @param generation distinguishes the repository from a later one of its name
     * @param since the time at which it began
     */
    record Begun(String generation, Instant since) {}

    /**
     * Marks a repository as being deleted: nothing can be pushed into it. One write, and one read if it is marked already.
     *
     * @return empty if it does not exist, or is in the bin
     */
    Optional<Begun> begin(RepositoryName name);

    /** Lists some of a repository's manifests that are not in the bin. One read. */
    List<Digest> images(RepositoryName name, int limit);

    /**
     * Puts a repository that is being deleted into the bin. One write.
     *
     * @return its entry, which sorts before those of images that were deleted since its deletion began; empty if another request has ended its deletion in another way
     */
    Optional<BinEntry> discard(RepositoryName name, Begun begun, Instant until);

    /**
     * Takes a repository out of the bin, without its images. One read and one write.
     *
     * @return whether the repository can be used, because of this or an earlier request, or of a push; false if it was deleted again, or permanently
     */
    boolean restore(BinEntry entry);

    /** Records in the entry of a repository that a restoration has examined its images up to this entry, for the next request. One write. */
    void reach(BinEntry entry, String last);

    /** Removes the entry of a repository that was restored, and records that. One write. */
    void restored(BinEntry entry);

    /**
     * Marks a repository that is in the bin as being deleted permanently. One write.
     *
     * @return the generation for {@link io.slipway.core.space.Deletions}; empty if the repository is not in the bin as this entry any more
     */
    Optional<String> beginForGood(BinEntry entry);
}
