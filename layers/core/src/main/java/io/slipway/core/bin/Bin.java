package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Deletes tags and manifests so that they can be restored. A manifest in the bin is neither listed nor pulled; its blobs are kept. */
public interface Bin {
    /** The most tags that are deleted together with their manifest. */
    int MAX_TAGS = 30;

    /**
     * A tag as it was read before its deletion.
     *
     * @param names the manifest that it names; empty if the tag does not exist
     * @param settings the settings of its space
     */
    record TagState(Optional<Digest> names, TagSettings settings) {}

    /** Reads a tag. One read. */
    TagState read(RepositoryName repository, Tag tag);

    /**
     * A manifest as it was read before its deletion.
     *
     * @param manifest the manifest with its tags, {@link #MAX_TAGS} at most; empty if the manifest does not exist
     * @param more the tags beyond these, which are deleted first
     * @param settings the settings of its space
     */
    record ManifestState(Optional<Discarded> manifest, List<Tag> more, TagSettings settings) {
        public ManifestState {
            more = List.copyOf(more);
        }

        /** Creates the state of a manifest that exists, with all tags that name it. */
        public static ManifestState of(
                Digest digest, String revision, Optional<Digest> subject, List<Tag> tags, TagSettings settings) {
            int together = Math.min(tags.size(), MAX_TAGS);
            return new ManifestState(
                    Optional.of(new Discarded(digest, revision, subject, tags.subList(0, together))),
                    tags.subList(together, tags.size()),
                    settings);
        }

        /** Creates the state of a manifest that does not exist. */
        public static ManifestState missing(TagSettings settings) {
            return new ManifestState(Optional.empty(), List.of(), settings);
        }
    }

    /** Reads a manifest and its tags. Two reads, and one more for each hundred tags that may name it. */
    ManifestState read(RepositoryName repository, Digest digest);

    /**
     * The time of an entry in the bin.
     *
     * @param until the time at which it leaves the bin
     * @param deletion the deletion of a repository that it is part of, without which nothing is deleted; empty if the tag or image is deleted by itself
     */
    record Stay(Instant until, Optional<String> deletion) {}

    /**
     * Deletes a tag. One write.
     *
     * @param seen the manifest that it names
     * @return empty if it names another manifest, does not exist, or the deletion of its repository is no longer in progress
     */
    Optional<BinEntry> discard(RepositoryName repository, Tag tag, Digest seen, Stay stay);

    /** Deletes a tag by itself. */
    default Optional<BinEntry> discard(RepositoryName repository, Tag tag, Digest seen, Instant until) {
        return discard(repository, tag, seen, new Stay(until, Optional.empty()));
    }

    /**
     * A manifest as it was read before its deletion.
     *
     * @param digest the manifest
     * @param revision its revision, which each push of the manifest replaces
     * @param subject the manifest that it refers to
     * @param tags all tags that name it, {@link #MAX_TAGS} at most
     */
    record Discarded(Digest digest, String revision, Optional<Digest> subject, List<Tag> tags) {
        public Discarded {
            tags = List.copyOf(tags);
            if (tags.size() > MAX_TAGS) {
                throw new IllegalArgumentException(
                        "the tags must be at most " + MAX_TAGS + ", but were " + tags.size());
            }
        }
    }

    /**
     * The indexes that name a manifest.
     *
     * @param live one that is not in the bin; a manifest in such an index is not deleted
     * @param until the time at which the last of those in the bin leaves it
     */
    record Indexes(Optional<Digest> live, Optional<Instant> until) {
        /** Returns the time at which the manifest leaves the bin: its own, or that of an index in the bin, which needs it longer. */
        public Instant extend(Instant own) {
            return until.filter(own::isBefore).orElse(own);
        }
    }

    /** Finds the indexes that name a manifest. One read, and one more where indexes named it. */
    Indexes indexes(RepositoryName repository, Digest digest);

    /**
     * Deletes a manifest with its tags. One write.
     *
     * @return empty if it has changed, or the deletion of its repository is no longer in progress; then nothing was deleted
     */
    Optional<BinEntry> discard(RepositoryName repository, Discarded manifest, Stay stay);

    /** Deletes a manifest by itself, with its tags. */
    default Optional<BinEntry> discard(RepositoryName repository, Discarded manifest, Instant until) {
        return discard(repository, manifest, new Stay(until, Optional.empty()));
    }

    /** Lists the entries of a space in the order of their ids, after this one. One read. */
    List<BinEntry> list(SpaceName space, String after, int limit);

    /** Returns the entry with this id. One read. */
    Optional<BinEntry> find(SpaceName space, String id);

    /** Removes an entry, and its manifest permanently. Repeating it changes nothing. */
    void empty(BinEntry entry);
}
