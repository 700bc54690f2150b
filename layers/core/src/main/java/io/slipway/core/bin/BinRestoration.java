package io.slipway.core.bin;

import io.slipway.core.bin.BinContents.Held;
import io.slipway.core.bin.Restoration.Closed;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.bin.Restoration.Taken;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Restores tags and images from the bin. An index comes back with all its children that are in the bin, or not at all; the referrers that were deleted
 * with an image, or later, come back too unless they have lost a blob. An image that was pushed again gets the tags back that it had.
 *
 * <p>Each manifest is restored in one write: first the children and referrers, and then the manifest that needs them. A restoration that was
 * interrupted leaves the entry in the bin and can be repeated.
 */
public final class BinRestoration {
    private static final int ATTEMPTS = 4;

    private final Bin bin;
    private final BinContents contents;
    private final Clock clock;

    public BinRestoration(Bin bin, BinContents contents, Clock clock) {
        this.bin = bin;
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * Restores an entry. Tags that were pushed since are left unchanged. Four reads and a write for each manifest.
     *
     * @param end the time at which to stop even if there is more; at least one manifest is restored
     */
    public Restoration restore(BinEntry entry, Instant end) {
        return restore(entry, end, true);
    }

    /** Restores an entry together with its repository: its referrers that were deleted with the repository have entries among those of the repository. */
    Restoration restoreWithRepository(BinEntry entry, Instant end) {
        return restore(entry, end, false);
    }

    /** Restores an entry, and starts again if another client has changed something meanwhile. */
    private Restoration restore(BinEntry entry, Instant end, boolean withReferrers) {
        Share share = new Share(clock, end);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Held> held = contents.find(entry.repository(), entry.manifest());
            if (held.isEmpty()) {
                return new Gone();
            }
            ImageRestoration images = new ImageRestoration(bin, contents, entry.repository(), withReferrers, share);
            Optional<Restoration> result = restore(entry, held.get(), images);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw RegistryException.retryAfter("another client changed this at the same time; try again", 1);
    }

    /** Restores an entry; empty if the restoration must be repeated. */
    private Optional<Restoration> restore(BinEntry entry, Held held, ImageRestoration images) {
        if (held.entry().isPresent() && entry.kind() == BinEntry.Kind.IMAGE) {
            // An image that was pushed since and deleted again has another entry.
            return held.entry().get().equals(entry.id()) ? images.restore(entry, held) : Optional.of(new Gone());
        }
        List<Tag> free = contents.free(entry);
        if (free.isEmpty()) {
            return Optional.of(new Taken());
        }
        return held.entry().isPresent() ? withImage(entry, free, held, images) : tags(entry, free, List.of());
    }

    /** Restores a tag after its manifest, which is in the bin too. */
    private Optional<Restoration> withImage(BinEntry entry, List<Tag> free, Held held, ImageRestoration images) {
        Optional<BinEntry> image =
                held.entry().flatMap(id -> bin.find(entry.repository().space(), id));
        if (image.isEmpty()) {
            return Optional.of(new Gone());
        }
        Optional<Restoration> result = images.restore(image.get(), held);
        if (result.isEmpty() || !(result.get() instanceof Restored restored)) {
            return result;
        }
        if (restored.names().containsAll(free)) {
            bin.empty(entry);
            return Optional.of(new Restored(free, restored.left()));
        }
        return tags(entry, free, restored.left());
    }

    private Optional<Restoration> tags(BinEntry entry, List<Tag> free, List<Restoration.Left> left) {
        if (contents.restoreTags(entry, free)) {
            return Optional.of(new Restored(free, left));
        }
        return contents.isOpen(entry.repository()) ? Optional.empty() : Optional.of(new Closed());
    }
}
