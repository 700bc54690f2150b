package io.slipway.core.bin;

import io.slipway.core.bin.BinContents.Held;
import io.slipway.core.bin.Restoration.Gone;
import io.slipway.core.bin.Restoration.Incomplete;
import io.slipway.core.bin.Restoration.Restored;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Restores tags and images from the bin. An index comes back with all its children that are in the bin, or not at all; the referrers that were deleted
 * with an image, or later, come back too unless they have lost a blob.
 *
 * <p>Each manifest is restored in one write: first the children and referrers, and then the manifest that needs them. A restoration that was
 * interrupted leaves the entry in the bin and can be repeated.
 */
public final class BinRestoration {
    private static final int ATTEMPTS = 4;

    private final Bin bin;
    private final BinContents contents;

    public BinRestoration(Bin bin, BinContents contents) {
        this.bin = bin;
        this.contents = contents;
    }

    /** Restores an entry. Tags that were pushed since are left unchanged. Four reads and a write for each manifest. */
    public Restoration restore(BinEntry entry) {
        return restore(entry, new HashSet<>());
    }

    /**
     * Restores an entry together with its repository: the tags of an image that was pushed again since come back too. An entry that such an image does
     * not need any more is removed, so that a repeated request does not read it again.
     */
    void restoreWithRepository(BinEntry entry) {
        if (!(restore(entry) instanceof Gone) || !wasPushed(entry)) {
            return;
        }
        List<Tag> free = free(entry);
        if (free.isEmpty()) {
            bin.empty(entry);
        } else {
            contents.restoreTags(entry, free);
        }
    }

    /** Returns whether the image of an entry in the bin was pushed again. */
    private boolean wasPushed(BinEntry entry) {
        return bin.find(entry.repository().space(), entry.id()).isPresent()
                && contents.find(entry.repository(), entry.manifest())
                        .filter(held -> held.entry().isEmpty())
                        .isPresent();
    }

    /**
     * Restores an entry, and starts again if another client has changed something meanwhile.
     *
     * @param busy the manifests whose restoration is in progress
     */
    private Restoration restore(BinEntry entry, Set<Digest> busy) {
        busy.add(entry.manifest());
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Held> held = contents.find(entry.repository(), entry.manifest());
            if (held.isEmpty()) {
                return new Gone();
            }
            Optional<Restoration> result =
                    entry.kind() == BinEntry.Kind.TAG ? tag(entry, held.get(), busy) : image(entry, held.get(), busy);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw RegistryException.retryAfter("another client changed this at the same time; try again", 1);
    }

    /** Restores a tag, after its manifest if that is in the bin too; empty if the restoration must be repeated. */
    private Optional<Restoration> tag(BinEntry entry, Held held, Set<Digest> busy) {
        List<Tag> free = free(entry);
        if (free.isEmpty() || held.entry().isEmpty()) {
            return tags(entry, free);
        }
        Optional<BinEntry> image = entry(entry.repository(), held);
        if (image.isEmpty()) {
            return Optional.of(new Gone());
        }
        Optional<Restoration> restored = image(image.get(), held, busy);
        Optional<List<Tag>> names = restored.flatMap(Restoration::tags);
        if (names.isEmpty()) {
            return restored;
        }
        return names.get().containsAll(free) ? Optional.of(new Restored(free)) : tags(entry, free);
    }

    private Optional<Restoration> tags(BinEntry entry, List<Tag> free) {
        return free.isEmpty() || contents.restoreTags(entry, free)
                ? Optional.of(new Restored(free))
                : refused(entry.repository());
    }

    /** Restores a manifest with what belongs to it; empty if the restoration must be repeated. */
    private Optional<Restoration> image(BinEntry entry, Held held, Set<Digest> busy) {
        // An image that was pushed since and deleted again has another entry.
        if (!held.entry().equals(Optional.of(entry.id()))) {
            return Optional.of(new Gone());
        }
        RestorationPlan plan = RestorationPlan.of(bin, contents, entry, held, busy);
        if (!plan.losses().isEmpty()) {
            return Optional.of(new Incomplete(plan.losses()));
        }
        Set<Digest> planned =
                plan.steps().stream().map(step -> step.entry().manifest()).collect(Collectors.toSet());
        List<Tag> free = List.of();
        for (RestorationPlan.Step step : plan.steps()) {
            restoreReferrers(step.entry(), planned, busy);
            free = free(step.entry());
            if (!contents.restoreImage(step.entry(), step.image(), free)) {
                return refused(entry.repository());
            }
        }
        return Optional.of(new Restored(free));
    }

    /**
     * Restores the referrers that belong to an image; those that have lost a blob stay in the bin.
     *
     * @param planned the manifests with a step of their own, such as the attestations in an index
     */
    private void restoreReferrers(BinEntry image, Set<Digest> planned, Set<Digest> busy) {
        RepositoryName repository = image.repository();
        List<Digest> referrers = contents.referrers(repository, image.manifest()).stream()
                .filter(digest -> !planned.contains(digest) && !busy.contains(digest))
                .toList();
        for (Held referrer : contents.findAll(repository, referrers)) {
            entry(repository, referrer)
                    .filter(entry -> entry.belongsTo(image))
                    .ifPresent(entry -> restore(entry, busy));
        }
    }

    private Optional<Restoration> refused(RepositoryName repository) {
        return contents.isOpen(repository) ? Optional.empty() : Optional.of(new Gone());
    }

    private Optional<BinEntry> entry(RepositoryName repository, Held held) {
        return held.entry().flatMap(id -> bin.find(repository.space(), id));
    }

    /** Returns the tags of an entry that were not pushed since. */
    private List<Tag> free(BinEntry entry) {
        Set<Tag> taken = contents.taken(entry.repository(), entry.tags());
        return entry.tags().stream().filter(tag -> !taken.contains(tag)).toList();
    }
}
