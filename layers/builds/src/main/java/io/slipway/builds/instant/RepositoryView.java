package io.slipway.builds.instant;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.manifest.PushView;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.usage.QuotaUse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of an image's repository that its build has read. Nothing is read twice, because a push fails if the
 * state has changed since.
 */
final class RepositoryView {
    private final Manifests manifests;
    private final RepositoryName repository;
    private final Set<Digest> requested = new HashSet<>();
    private final Set<Digest> linked = new HashSet<>();
    private @Nullable RepositoryState state;
    private QuotaUse use = QuotaUse.UNLIMITED;

    RepositoryView(Manifests manifests, RepositoryName repository) {
        this.manifests = manifests;
        this.repository = repository;
    }

    /** Reads the repository's state, and which of these blobs it has. One read for each hundred blobs not known yet. */
    void read(Collection<Digest> blobs) {
        List<Digest> unknown = new ArrayList<>(blobs);
        // The only small blob that images share.
        unknown.add(EmptyConfig.descriptor().digest());
        unknown = unknown.stream().distinct().filter(requested::add).toList();
        if (state == null || !unknown.isEmpty()) {
            PushView view = manifests.view(repository, Optional.empty(), unknown);
            linked.addAll(view.linked());
            state = view.repository();
            use = view.use();
        }
    }

    /** Requires that the space has room for the image, according to the state that was read last. */
    void requireRoom() throws IOException {
        RepositoryState seen = state();
        try {
            use.requireRoom(repository.space(), !seen.there());
        } catch (RegistryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Returns whether the repository is known to have a blob. */
    boolean has(Digest blob) {
        return linked.contains(blob);
    }

    /** Returns those of these digests that are blobs of the repository. */
    Set<Digest> linked(Collection<Digest> uses) {
        Set<Digest> there = new HashSet<>(uses);
        there.retainAll(linked);
        return there;
    }

    /** Records blobs that the build itself has linked. */
    void add(Collection<Digest> blobs) {
        linked.addAll(blobs);
    }

    /** Returns the state of the repository before the push. */
    RepositoryState state() {
        RepositoryState known = state;
        if (known == null) {
            read(List.of());
            known = state();
        }
        return known;
    }

    /** Forgets everything, after a push that failed. */
    void forget() {
        requested.clear();
        linked.clear();
        state = null;
    }
}
