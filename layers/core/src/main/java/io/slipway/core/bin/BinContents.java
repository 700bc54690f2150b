package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads manifests in the bin and all that they need, and restores single entries, for a {@link BinRestoration}. */
public interface BinContents {
    /**
     * A stored manifest.
     *
     * @param digest its digest
     * @param content reads its bytes; one read if they are too many for an item
     * @param entry the id of its entry, if it is in the bin
     */
    record Held(Digest digest, Supplier<StoredManifest> content, Optional<String> entry) {}

    /** Finds a manifest, in the bin or not. One read. */
    Optional<Held> find(RepositoryName repository, Digest digest);

    /** Finds those of the manifests that are stored, in the bin or not. One read for each hundred. */
    List<Held> findAll(RepositoryName repository, Collection<Digest> digests);

    /** Lists the manifests in the bin that refer to this one. One read. */
    List<Digest> referrers(RepositoryName repository, Digest subject);

    /**
     * Some blobs of a repository.
     *
     * @param linked those that the repository has
     * @param sparse whether manifests of its space may name blobs that it does not have
     */
    record Blobs(Set<Digest> linked, boolean sparse) {
        public Blobs {
            linked = Set.copyOf(linked);
        }
    }

    /** Finds those of the blobs that a repository has. One read for each hundred. */
    Blobs blobs(RepositoryName repository, Collection<Digest> digests);

    /** Returns those of the tags that exist. One read, and none without tags. */
    Set<Tag> taken(RepositoryName repository, Collection<Tag> tags);

    /** Returns those tags of an entry that do not exist. One read, and none without tags. */
    default List<Tag> free(BinEntry entry) {
        Set<Tag> taken = taken(entry.repository(), entry.tags());
        return entry.tags().stream().filter(tag -> !taken.contains(tag)).toList();
    }

    /**
     * The present state of what an entry of the bin names.
     *
     * @param exists whether its manifest is stored, in the bin or not; whether its repository can be used or is in the bin
     * @param entry the entry as which that is in the bin; empty if it is not there
     * @param named those of its tags that name its manifest
     */
    record State(boolean exists, Optional<String> entry, Set<Tag> named) {
        /** The state of something that was deleted permanently. */
        public static final State NOTHING = new State(false, Optional.empty(), Set.of());

        public State {
            named = Set.copyOf(named);
        }
    }

    /** Returns the states of what these entries name, by their ids. One read for each hundred manifests, tags and repositories; none without entries. */
    Map<String, State> states(Collection<BinEntry> entries);

    /** Returns whether a repository exists, and is neither being deleted nor in the bin. One read. */
    boolean isOpen(RepositoryName repository);

    /**
     * Sets tags to a manifest that is not in the bin, and removes their entry. One write.
     *
     * @return false if the manifest does not exist or is in the bin, one of the tags exists, the entry has left the bin, or the repository is not open; then
     *     nothing was changed
     */
    boolean restoreTags(BinEntry entry, List<Tag> tags);

    /**
     * An image that leaves the bin.
     *
     * @param manifest its manifest; empty if the rules of manifests have changed since it was stored
     * @param linked its blobs that the repository has
     */
    record Image(StoredManifest stored, Optional<Manifest> manifest, Set<Digest> linked) {
        public Image {
            linked = Set.copyOf(linked);
        }
    }

    /**
     * Takes a manifest out of the bin with tags, and removes its entry. One write.
     *
     * @return false if the manifest is not in the bin, one of the tags exists, one of its blobs was deleted, or the repository is not open; then nothing
     *     was changed
     */
    boolean restoreImage(BinEntry entry, Image image, List<Tag> tags);
}
