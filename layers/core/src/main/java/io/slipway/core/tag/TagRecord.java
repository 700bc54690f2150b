package io.slipway.core.tag;

import io.slipway.core.digest.Digest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A tag with the manifest that it names.
 *
 * @param name the tag
 * @param digest the digest of the manifest
 * @param pushed the time of the push that set the tag
 * @param pulled the last day (UTC) on which the manifest was pulled, by whatever name, if it was noted and requested
 */
public record TagRecord(String name, Digest digest, Instant pushed, Optional<LocalDate> pulled) {
    /** Creates a tag without a last pull. */
    public TagRecord(String name, Digest digest, Instant pushed) {
        this(name, digest, pushed, Optional.empty());
    }

    /** Returns the same tag, whose manifest was last pulled on this day. */
    public TagRecord pulledOn(Optional<LocalDate> day) {
        return new TagRecord(name, digest, pushed, day);
    }
}
