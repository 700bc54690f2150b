package io.slipway.core.bin;

import io.slipway.core.bin.BinnedRepositories.Begun;
import io.slipway.core.bin.Restoration.Closed;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Left;
import io.slipway.core.bin.Restoration.Partly;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.bin.Restoration.Taken;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Deletion;
import io.slipway.core.space.Deletions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
            long discarded = some.stream()
                    .filter(digest -> discard(name, digest, stay).isPresent())
                    .count();
            deletion.count(discarded);
            // No image can be discarded after another request has ended the deletion.
            if (discarded == 0 || deletion.over()) {
                return false;
            }
        }
    }

    private Optional<BinEntry> discard(RepositoryName name, Digest digest, Bin.Stay stay) {
        Bin.ManifestState seen = bin.read(name, digest);
        seen.more().forEach(tag -> bin.discard(name, tag, digest, stay));
        return seen.manifest().flatMap(manifest -> bin.discard(name, manifest, stay));
    }

    /**
     * Restores a repository with the tags and images that were deleted with it. Those that were deleted by themselves, before or since, stay in the bin,
     * and so do images that have lost a blob. A repeated request continues after the last entry that was examined.
     *
     * @param end the time at which to stop even if there are more; at least one entry is examined
     * @return that it is restored, or partly, with the images that this request has left in the bin; or that it was deleted again, or permanently
     */
    Restoration restore(BinEntry entry, Instant end) {
        if (!repositories.restore(entry)) {
            return new Closed();
        }
        // The entries of its images sort after its own.
        String start = entry.reached().orElse(entry.id());
        String after = start;
        List<Left> left = new ArrayList<>();
        List<BinEntry> page;
        do {
            page = bin.list(entry.repository().space(), after, PAGE);
            for (BinEntry image : page) {
                if (image.isPartOf(entry)) {
                    if (!after.equals(start) && isOver(end)) {
                        return partly(entry, after, left);
                    }
                    switch (restoration.restoreWithRepository(image, end)) {
                        case Incomplete incomplete -> left.add(new Left(image.manifest(), incomplete.losses()));
                        case Partly partly -> {
                            return partly(entry, after, left);
                        }
                        case Closed closed -> {
                            return closed;
                        }
                        case Restored restored -> left.addAll(restored.left());
                        case Taken taken -> {}
                        case Gone gone -> {}
                    }
                }
                after = image.id();
            }
            if (page.size() == PAGE && isOver(end)) {
                return partly(entry, after, left);
            }
        } while (page.size() == PAGE);
        repositories.restored(entry);
        return new Restored(List.of(), left);
    }

    private Restoration partly(BinEntry entry, String last, List<Left> left) {
        if (!last.equals(entry.reached().orElse(entry.id()))) {
            repositories.reach(entry, last);
        }
        return new Partly(left);
    }

    private boolean isOver(Instant end) {
        return !clock.instant().isBefore(end);
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
                if (isOver(end)) {
                    return false;
                }
            }
            deletions.finish(name, generation.get());
        }
        bin.empty(entry);
        return true;
    }
}
