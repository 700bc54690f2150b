package io.slipway.core.bin;

import io.slipway.core.bin.BinContents.Blobs;
import io.slipway.core.bin.BinContents.Held;
import io.slipway.core.bin.BinContents.Image;
import io.slipway.core.bin.Restoration.Loss;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The manifests that an image takes out of the bin with it, and what they have lost.
 *
 * @param steps the manifests to restore, children first
 * @param losses the missing blobs and manifests
 * @param complete whether the steps lead to the image; if not, half of the time was over before all its children were read, and the steps are those
 *     manifests whose own children were
 */
record RestorationPlan(List<Step> steps, List<Loss> losses, boolean complete) {
    /** A manifest to restore, by its entry. */
    record Step(BinEntry entry, Image image) {
        Digest manifest() {
            return entry.manifest();
        }
    }

    RestorationPlan {
        steps = List.copyOf(steps);
        losses = List.copyOf(losses);
    }

    /**
     * Plans the restoration of an image with all its children that are in the bin. A child that the repository does not have is no loss: an index can be
     * pushed without it.
     *
     * @param busy the manifests whose restoration is in progress, which are not planned again
     */
    static RestorationPlan of(Bin bin, BinContents contents, BinEntry entry, Held held, Set<Digest> busy, Share share) {
        Planning planning = new Planning(bin, contents, entry.repository(), new HashSet<>(busy));
        boolean complete = planning.plan(entry, held, share);
        return new RestorationPlan(planning.steps, planning.losses, complete);
    }

    private static final class Planning {
        private final Bin bin;
        private final BinContents contents;
        private final RepositoryName repository;
        private final Set<Digest> seen;
        private final Deque<Parent> parents = new ArrayDeque<>();
        private final List<Step> steps = new ArrayList<>();
        private final List<Loss> losses = new ArrayList<>();

        Planning(Bin bin, BinContents contents, RepositoryName repository, Set<Digest> seen) {
            this.bin = bin;
            this.contents = contents;
            this.repository = repository;
            this.seen = seen;
        }

        /** A manifest, and those of its children that are not planned yet. */
        private record Parent(Step step, Deque<Held> children) {}

        /** Plans until all is planned, or half of the time is over and there is something to restore. */
        boolean plan(BinEntry entry, Held held, Share share) {
            seen.add(entry.manifest());
            parents.push(parent(entry, held));
            while (!parents.isEmpty()) {
                if (!steps.isEmpty() && share.isHalfOver()) {
                    return false;
                }
                Parent parent = parents.getFirst();
                if (parent.children().isEmpty()) {
                    steps.add(parent.step());
                    parents.pop();
                } else {
                    child(parent.children().pop());
                }
            }
            return true;
        }

        private Parent parent(BinEntry entry, Held held) {
            StoredManifest stored = held.content().get();
            Optional<Manifest> manifest = read(stored);
            Set<Digest> needed = digests(manifest.map(Manifest::blobs));
            Blobs blobs = contents.blobs(repository, needed);
            if (!blobs.sparse()) {
                needed.stream()
                        .filter(blob -> !blobs.linked().contains(blob))
                        .forEach(blob -> losses.add(new Loss(stored.digest(), Optional.of(blob))));
            }
            Set<Digest> children = digests(manifest.map(Manifest::children));
            children.removeIf(seen::contains);
            Step step = new Step(entry, new Image(stored, manifest, blobs.linked()));
            return new Parent(step, new ArrayDeque<>(contents.findAll(repository, children)));
        }

        private void child(Held child) {
            if (child.entry().isPresent() && seen.add(child.digest())) {
                bin.find(repository.space(), child.entry().get())
                        .ifPresentOrElse(
                                entry -> parents.push(parent(entry, child)),
                                () -> losses.add(new Loss(child.digest(), Optional.empty())));
            }
        }

        /** Reads a manifest, unless the rules have changed since it was stored. */
        private static Optional<Manifest> read(StoredManifest stored) {
            try {
                return Optional.of(ManifestReader.read(stored.content(), stored.mediaType()));
            } catch (RegistryException e) {
                return Optional.empty();
            }
        }

        private static Set<Digest> digests(Optional<List<Descriptor>> descriptors) {
            Set<Digest> digests = new LinkedHashSet<>();
            descriptors.ifPresent(some -> some.forEach(it -> digests.add(it.digest())));
            return digests;
        }
    }
}
