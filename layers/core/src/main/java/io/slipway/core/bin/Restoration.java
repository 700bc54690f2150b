package io.slipway.core.bin;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.util.List;
import java.util.Optional;

/** The result of restoring an entry of the bin. */
public sealed interface Restoration {

    /** Returns the restored tags; empty if nothing was restored. */
    default Optional<List<Tag>> tags() {
        return Optional.empty();
    }

    /**
     * The manifest or the repository exists again.
     *
     * @param names the tags that name the manifest again; the others were pushed since. None for a repository.
     * @param left the images that belong to it and stay in the bin; of a repository only those that this request has examined
     */
    record Restored(List<Tag> names, List<Left> left) implements Restoration {
        public Restored {
            names = List.copyOf(names);
            left = List.copyOf(left);
        }

        @Override
        public Optional<List<Tag>> tags() {
            return Optional.of(names);
        }
    }

    /**
     * The time of the request is over: the request must be repeated. It has restored at least one manifest, or has examined at least one entry of a repository.
     *
     * @param left the images that this request has left in the bin
     */
    record Partly(List<Left> left) implements Restoration {
        public Partly {
            left = List.copyOf(left);
        }
    }

    /**
     * An image that stays in the bin, where its entry can be restored by itself.
     *
     * @param manifest its manifest
     * @param losses what it needs and does not exist; empty if the time of the request was over
     */
    record Left(Digest manifest, List<Loss> losses) {
        public Left {
            losses = List.copyOf(losses);
        }
    }

    /**
     * Nothing was restored, because something that the manifest needs was deleted.
     *
     * @param losses the missing blobs and manifests, at least one
     */
    record Incomplete(List<Loss> losses) implements Restoration {
        public Incomplete {
            losses = List.copyOf(losses);
            if (losses.isEmpty()) {
                throw new IllegalArgumentException("an incomplete restoration must have a loss, but had none");
            }
        }
    }

    /**
     * Something that a restoration needs and that does not exist.
     *
     * @param manifest the manifest that needs it: the entry's own, or a child of that
     * @param blob the blob; empty if the manifest itself has left the bin
     */
    record Loss(Digest manifest, Optional<Digest> blob) {
        @Override
        public String toString() {
            return blob.map(missing -> "the blob " + missing + " of the manifest " + manifest)
                    .orElse("the manifest " + manifest);
        }
    }

    /** Nothing was restored: the manifest was pushed again or is not needed, and all the tags exist. */
    record Taken() implements Restoration {}

    /** Nothing was restored: the manifest has left the bin, or is in the bin as a later entry. */
    record Gone() implements Restoration {}

    /** Nothing more can be restored: the repository is deleted. */
    record Closed() implements Restoration {}
}
