package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The stored manifests and the tags that name them. */
public interface Manifests {

    /** Returns the digest that a tag names. One read. */
    Optional<Digest> resolve(RepositoryName repository, Tag tag);

    /**
     * Returns the manifest that a tag names, which the repository has as long as the tag names it. One read, whatever the manifest's size.
     */
    Optional<ManifestHead> head(RepositoryName repository, Tag tag);

    /** Returns the facts about the manifest of this digest. One read, whatever its size. */
    Optional<ManifestHead> head(RepositoryName repository, Digest digest);

    /** Returns the manifest of this digest. One read; one more if its bytes are in the bucket. */
    Optional<StoredManifest> find(RepositoryName repository, Digest digest);

    /**
     * Reads the state that a push needs. One read for each hundred items.
     *
     * @param manifest the digest of the manifest, if it is known
     * @param uses all that the manifest names
     */
    PushView view(RepositoryName repository, Optional<Digest> manifest, Collection<Digest> uses);

    /**
     * Stores the manifest, its tags, its place among its subject's referrers and what it uses, and its repository if that is new. One write, and one
     * before it for each 49 of the blobs and children beyond the first ones; bytes beyond an item's room go to the bucket before.
     */
    PushOutcome push(ManifestPush push);

    /**
     * Stores manifests of one repository, which all saw the same state of it, in this order. One write if they are new and fit into one transaction,
     * and then all of them appear at once; otherwise one after another.
     *
     * @return the outcome of all, or of the first that was not stored
     */
    default PushOutcome pushAll(List<ManifestPush> pushes) {
        RepositoryState state = pushes.getFirst().state();
        for (ManifestPush push : pushes) {
            PushOutcome outcome = push(push.with(state));
            if (!outcome.stored()) {
                return outcome;
            }
            if (!state.there()) {
                state = view(push.repository(), Optional.empty(), List.of()).repository();
            }
        }
        return new PushOutcome(true, List.of(), false);
    }

    /**
     * Counts the manifests of the repository that use this blob or manifest, up to a limit. Deleted ones count until garbage collection has processed
     * them. One read.
     */
    int countUsers(RepositoryName repository, Digest digest, int limit);

    /** Notes that a manifest was pulled on this day (UTC), if it is there and no later day is noted. One write. */
    void recordPull(RepositoryName repository, Digest digest, LocalDate day);

    /** Removes a manifest and every tag that names it; false if it did not exist. */
    boolean delete(RepositoryName repository, Digest digest);
}
