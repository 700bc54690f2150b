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
     * The manifest exists again.
     *
     * @param names the tags that name it again; the others were pushed since
     */
    record Restored(List<Tag> names) implements Restoration {
        public Restored {
            names = List.copyOf(names);
        }

        @Override
        public Optional<List<Tag>> tags() {
            return Optional.of(names);
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

    /** Nothing was restored: the manifest is not in the bin, or its repository is deleted. */
    record Gone() implements Restoration {}
}
