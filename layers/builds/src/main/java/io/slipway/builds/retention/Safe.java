package io.slipway.builds.retention;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The tags and manifests of a repository that are kept regardless of the rules, with the reasons. */
public final class Safe {
    private final Map<Tag, String> tags = new HashMap<>();
    private final Map<Digest, String> digests = new HashMap<>();

    /** Keeps a tag. The first reason counts. */
    public Safe keep(Tag tag, String reason) {
        tags.putIfAbsent(tag, reason);
        return this;
    }

    /** Keeps a manifest with all its tags. The first reason counts. */
    public Safe keep(Digest digest, String reason) {
        digests.putIfAbsent(digest, reason);
        return this;
    }

    /** Returns the reason for which a candidate is kept. */
    Optional<String> reason(Candidate candidate) {
        return candidate.tag().map(tags::get).or(() -> Optional.ofNullable(digests.get(candidate.digest())));
    }

    /** Returns the reason for which a manifest is kept. */
    Optional<String> reason(Digest digest) {
        return Optional.ofNullable(digests.get(digest));
    }
}
