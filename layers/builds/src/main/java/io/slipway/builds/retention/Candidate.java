package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * A tag, or a manifest without one, that rules keep or delete.
 *
 * @param tag the tag; empty for a manifest without a tag
 * @param digest the manifest
 * @param kinds its kinds
 * @param group the candidates among which the newest are counted: for a deployment's image, its environment and
 *     tenant
 * @param pushed the time of the push that set the tag, or of the manifest's last push
 * @param pulled the last day (UTC) on which the manifest, or one that it contains, was pulled
 */
record Candidate(
        Optional<Tag> tag, Digest digest, Set<Kind> kinds, String group, Instant pushed, Optional<LocalDate> pulled) {
    Candidate {
        kinds = Set.copyOf(kinds);
    }

    boolean is(Kind kind) {
        return kinds.contains(kind);
    }

    /** Returns its name within the repository, which also orders candidates that are equally old. */
    String name() {
        return tag.map(Tag::value).orElse(digest.toString());
    }
}
