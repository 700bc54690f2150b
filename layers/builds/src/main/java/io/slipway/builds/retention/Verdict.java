package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The decision about a tag, or about a manifest without one.
 *
 * @param tag the tag; empty for a manifest without a tag
 * @param digest the manifest
 * @param stays whether it is kept
 * @param rule the rule that keeps it, else the last rule that covers it; empty if no rule covers it
 * @param reason the reason, for display
 * @param pushed the time of the push
 * @param pulled the last day (UTC) on which the manifest, or one that it contains, was pulled, if that was recorded
 * @param size the bytes of the manifest and its blobs, which other manifests can share
 */
public record Verdict(
        Optional<Tag> tag,
        Digest digest,
        boolean stays,
        Optional<String> rule,
        String reason,
        Instant pushed,
        Optional<LocalDate> pulled,
        long size) {
    /** Returns the tag, or the digest of a manifest without one. */
    String name() {
        return tag.map(Tag::value).orElse(digest.toString());
    }
}
