package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An entry of the bin: a tag, or an image with the tags that named it.
 *
 * @param id its id within its space; ids of later entries sort after it
 * @param kind its kind
 * @param repository its repository
 * @param digest the manifest; empty for a repository
 * @param tags the tags that named the manifest: one for a tag, none for a repository
 * @param by the author of the deletion
 * @param deleted the time of the deletion
 * @param until the time at which it leaves the bin
 * @param deletion the deletion of a repository that it is part of; empty if the tag or image was deleted by itself
 * @param reached the last entry that a restoration of this repository has examined; empty if none has begun
 */
public record BinEntry(
        String id,
        Kind kind,
        RepositoryName repository,
        Optional<Digest> digest,
        List<Tag> tags,
        String by,
        Instant deleted,
        Instant until,
        Optional<String> deletion,
        Optional<String> reached) {
    public BinEntry {
        tags = List.copyOf(tags);
        if (digest.isEmpty() != (kind == Kind.REPOSITORY)) {
            throw new IllegalArgumentException("an entry must have a digest unless it is a repository, but is " + kind);
        }
    }

    /** Creates the entry of a tag that the current actor deletes. */
    public static BinEntry ofTag(
            String id, RepositoryName repository, Tag tag, Digest names, Instant now, Bin.Stay stay) {
        return of(id, Kind.TAG, repository, names, List.of(tag), now, stay);
    }

    /** Creates the entry of an image that the current actor deletes. */
    public static BinEntry ofImage(
            String id, RepositoryName repository, Bin.Discarded image, Instant now, Bin.Stay stay) {
        return of(id, Kind.IMAGE, repository, image.digest(), image.tags(), now, stay);
    }

    private static BinEntry of(
            String id,
            Kind kind,
            RepositoryName repository,
            Digest manifest,
            List<Tag> tags,
            Instant now,
            Bin.Stay stay) {
        return new BinEntry(
                id,
                kind,
                repository,
                Optional.of(manifest),
                tags,
                Actor.current(),
                now,
                stay.until(),
                stay.deletion(),
                Optional.empty());
    }

    /** Creates the entry of a repository that the current actor deletes. */
    public static BinEntry ofRepository(
            String id, RepositoryName repository, BinnedRepositories.Begun begun, Instant until) {
        return new BinEntry(
                id,
                Kind.REPOSITORY,
                repository,
                Optional.empty(),
                List.of(),
                Actor.current(),
                begun.since(),
                until,
                Optional.of(begun.generation()),
                Optional.empty());
    }

    /** Returns this entry of a repository after a restoration that has examined the entries up to this one. */
    public BinEntry reached(String last) {
        return new BinEntry(id, kind, repository, digest, tags, by, deleted, until, deletion, Optional.of(last));
    }

    /** Returns the manifest of a tag or an image. */
    public Digest manifest() {
        return digest.orElseThrow();
    }

    /** Returns whether it leaves the bin as soon as it is deleted: its space has no bin, and no index in the bin needs it. */
    public boolean leavesAtOnce() {
        return !until.isAfter(deleted);
    }

    /** Returns whether a tag or image was deleted with this repository. */
    boolean isPartOf(BinEntry whole) {
        return kind != Kind.REPOSITORY && repository.equals(whole.repository) && deletion.equals(whole.deletion);
    }

    /** Returns whether a referrer in the bin comes back with this image: it was deleted with the same repository, or with the image, or later. */
    boolean belongsTo(BinEntry image) {
        return image.deletion.isPresent() ? deletion.equals(image.deletion) : !until.isBefore(image.until);
    }

    /**
     * Returns whether there is something to restore: the manifest is in the bin as this entry, or exists, but not all of the tags name it. An image that was
     * pushed since and deleted again is restored from its later entry.
     */
    boolean isRestorable(BinContents.State state) {
        if (!state.exists()) {
            return false;
        }
        return switch (kind) {
            case REPOSITORY -> state.entry().isEmpty() || isIn(state);
            case IMAGE -> state.entry().isEmpty() ? !state.named().containsAll(tags) : isIn(state);
            case TAG -> !state.named().containsAll(tags);
        };
    }

    /** Returns whether what it names is in the bin as this entry. */
    boolean isIn(BinContents.State state) {
        return state.entry().equals(Optional.of(id));
    }

    /** The kinds of entries. */
    public enum Kind {
        /** A tag, whose manifest still exists. */
        TAG("tag"),
        /** A manifest with its tags. */
        IMAGE("image"),
        /** A repository. */
        REPOSITORY("repository");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the name in JSON. */
        public String word() {
            return word;
        }
    }
}
