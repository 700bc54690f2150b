package io.slipway.core.bin;

import io.slipway.core.bin.BinnedRepositories.Begun;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Deletion;
import io.slipway.core.space.Deletions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Puts repositories into the bin, restores them, and deletes them permanently. Their images are put into the bin one by one, as if they were deleted,
 * and then the empty repository; to restore it is the reverse. Each step can be interrupted and repeated.
 */
public final class RepositoryBin {
    /** The number of images for which a deletion reads the repository again. */
    private static final int SOME = 25;

    private static final int PAGE = 1_000;

    private final BinnedRepositories repositories;
    private final Bin bin;
    private final BinRestoration restoration;
    private final Deletions deletions;
    private final Clock clock;

    public RepositoryBin(
            BinnedRepositories repositories, Bin bin, BinRestoration restoration, Deletions deletions, Clock clock) {
        this.repositories = repositories;
        this.bin = bin;
        this.restoration = restoration;
        this.deletions = deletions;
        this.clock = clock;
    }

    /** Returns the number of days for which deleted repositories of a space can be restored; 0 if it has no bin. One read. */
    int days(SpaceName space) {
        return repositories.days(space);
    }

    /** Puts a repository into the bin; false if some of its images are left, or another request has deleted it. */
    boolean discard(RepositoryName name, int days, Deletion deletion) {
        Optional<Begun> begun = repositories.begin(name);
        if (begun.isEmpty()) {
            return false;
        }
        Instant until = begun.get().since().plus(Duration.ofDays(days));
        Bin.Stay stay = new Bin.Stay(until, Optional.of(begun.get().generation()));
        while (true) {
            List<Digest> some = repositories.images(name, SOME);
            if (some.isEmpty()) {
                return repositories.discard(name, begun.get(), until).isPresent();
            }
            some.forEach(digest -> discard(name, digest, stay));
            deletion.count(some.size());
            if (deletion.over()) {
                return false;
            }
        }
    }

    private void discard(RepositoryName name, Digest digest, Bin.Stay stay) {
        Bin.ManifestState seen = bin.read(name, digest);
        seen.more().forEach(tag -> bin.discard(name, tag, digest, stay));
        seen.manifest().ifPresent(manifest -> bin.discard(name, manifest, stay));
    }

    /** The progress of a restoration. */
    enum Restored {
        /** The repository is back, with its images. */
        WHOLE,
        /** The repository is back, and the request must be repeated for more of its images. */
        PARTLY,
        /** The repository was deleted again, or permanently. */
        NOT
    }

    /**
     * Restores a repository with the tags and images that were deleted with it. Those that were deleted by themselves, before or since, stay in the bin,
     * and so do images that have lost a blob.
     *
     * @param end the time at which to stop even if there are more
     */
    Restored restore(BinEntry entry, Instant end) {
        if (!repositories.restore(entry)) {
            return Restored.NOT;
        }
        // The entries of its images sort after its own.
        String after = entry.id();
        List<BinEntry> page;
        do {
            page = bin.list(entry.repository().space(), after, PAGE);
            for (BinEntry image : page) {
                if (!image.isPartOf(entry)) {
                    continue;
                }
                if (!clock.instant().isBefore(end)) {
                    return Restored.PARTLY;
                }
                restoration.restoreWithRepository(image);
            }
            after = page.isEmpty() ? "" : page.getLast().id();
        } while (page.size() == PAGE);
        repositories.restored(entry);
        return Restored.WHOLE;
    }

    /**
     * Deletes a repository permanently, unless it was pushed to, restored or deleted again since; removes the entry.
     *
     * @param end the time at which to stop even if there is more
     * @return false if there is more
     */
    boolean empty(BinEntry entry, Instant end) {
        RepositoryName name = entry.repository();
        Optional<String> generation = repositories.beginForGood(entry);
        if (generation.isPresent()) {
            while (deletions.clearSome(name, generation.get()) > 0) {
                if (!clock.instant().isBefore(end)) {
                    return false;
                }
            }
            deletions.finish(name, generation.get());
        }
        bin.empty(entry);
        return true;
    }
}
