package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.util.List;

/**
 * An entry of the bin: a tag, or an image with the tags that named it.
 *
 * @param id names it within its space; ids of later entries sort after it
 * @param kind what it is
 * @param repository its repository
 * @param digest the manifest
 * @param tags the tags that named the manifest: one for a tag
 * @param by who deleted it
 * @param deleted when it was deleted
 * @param until when it leaves the bin
 */
public record BinEntry(
        String id,
        Kind kind,
        RepositoryName repository,
        Digest digest,
        List<Tag> tags,
        String by,
        Instant deleted,
        Instant until) {
    public BinEntry {
        tags = List.copyOf(tags);
    }

    /** The kinds of entries. */
    public enum Kind {
        /** A tag, whose manifest is still there. */
        TAG("tag"),
        /** A manifest with its tags. */
        IMAGE("image");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name in JSON. */
        public String word() {
            return word;
        }
    }
}
