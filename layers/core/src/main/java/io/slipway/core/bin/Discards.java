package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.protection.TagSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deletes tags and manifests at a caller's request: into the bin, or permanently if the space has none. Protected tags are not deleted. */
public final class Discards {
    private static final int ATTEMPTS = 4;

    private final Bin bin;
    private final Clock clock;

    public Discards(Bin bin, Clock clock) {
        this.bin = bin;
        this.clock = clock;
    }

    /** Deletes a tag; false if it does not exist. */
    public boolean tag(RepositoryName repository, Tag tag) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Bin.TagState seen = bin.read(repository, tag);
            if (seen.names().isEmpty()) {
                return false;
            }
            requireUnprotected(repository, tag, seen.settings());
            if (ended(bin.discard(repository, tag, seen.names().get(), until(seen.settings())))) {
                return true;
            }
        }
        throw retryAfter();
    }

    /**
     * Deletes a manifest and every tag that names it; false if it does not exist. A manifest that an index names is not deleted: the index could not
     * be pulled any more. One that an index in the bin names stays there as long as the index.
     */
    public boolean manifest(RepositoryName repository, Digest digest) {
        Bin.Indexes indexes = bin.indexes(repository, digest);
        indexes.live().ifPresent(user -> {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    repository.familiar() + " needs the manifest " + digest + " for the index " + user
                            + "; delete that first");
        });
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Bin.ManifestState seen = bin.read(repository, digest);
            if (seen.manifest().isEmpty()) {
                return false;
            }
            Bin.Discarded manifest = seen.manifest().get();
            manifest.tags().forEach(tag -> requireUnprotected(repository, tag, seen.settings()));
            seen.more().forEach(tag -> requireUnprotected(repository, tag, seen.settings()));
            seen.more().forEach(tag -> ended(bin.discard(repository, tag, digest, until(seen.settings()))));
            Instant until = indexes.extend(until(seen.settings()));
            if (ended(bin.discard(repository, manifest, until))) {
                return true;
            }
        }
        throw retryAfter();
    }

    private static void requireUnprotected(RepositoryName repository, Tag tag, TagSettings settings) {
        if (settings.rules().isProtected(repository, tag)) {
            throw new RegistryException(
                    ErrorCode.DENIED,
                    repository.familiar() + ":" + tag
                            + " is protected by the rules of its space and cannot be deleted");
        }
    }

    private Instant until(TagSettings settings) {
        return clock.instant().plus(Duration.ofDays(settings.binDays()));
    }

    private boolean ended(Optional<BinEntry> entry) {
        entry.filter(BinEntry::leavesAtOnce).ifPresent(bin::empty);
        return entry.isPresent();
    }

    private static RegistryException retryAfter() {
        return RegistryException.retryAfter("another client changed this at the same time; try again", 1);
    }
}
