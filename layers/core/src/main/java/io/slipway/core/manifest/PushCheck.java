package io.slipway.core.manifest;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.Blobs;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.space.RepositoryState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Inspects a repository before a manifest is pushed to it, for registry clients and for the package feed. */
public final class PushCheck {
    /** The most missing blobs that are looked up in the bucket and named in the error: each costs a call. */
    public static final int MAX_MISSING = 100;

    private final Manifests manifests;
    private final Blobs blobs;

    public PushCheck(Manifests manifests, Blobs blobs) {
        this.manifests = manifests;
        this.blobs = blobs;
    }

    /**
     * The blobs of a manifest that its repository has, and those that it lacks.
     *
     * @param state the repository, which the push compares
     * @param blobs those that it has
     * @param missing those that it does not have, {@link #MAX_MISSING} at most
     * @param children the children of an index that are linked as blobs
     * @param sparse whether manifests may name blobs that it does not have
     * @param stored the media type of the manifest, if the repository already has it
     */
    public record Inspection(
            RepositoryState state,
            Map<Digest, StoredBlob> blobs,
            List<Digest> missing,
            Set<Digest> children,
            boolean sparse,
            Optional<String> stored) {
        public Inspection {
            blobs = Map.copyOf(blobs);
            missing = List.copyOf(missing);
            children = Set.copyOf(children);
        }

        /** Returns the blobs and manifests that the push relies on: all that it names and that are linked. */
        public Set<Digest> linked() {
            Set<Digest> linked = new HashSet<>(blobs.keySet());
            linked.addAll(children);
            return linked;
        }
    }

    /**
     * Inspects the repository for the blobs of a manifest; links those that have just landed by the direct lane, whose event may still be on its way.
     * One read, and a search in the bucket for each blob without a link.
     *
     * @param digest the manifest's digest
     * @return empty if the space does not exist
     */
    public Optional<Inspection> inspect(RepositoryName repository, Digest digest, Manifest manifest) {
        Set<Digest> needed = new LinkedHashSet<>();
        manifest.blobs().forEach(blob -> needed.add(blob.digest()));
        return inspect(repository, needed, Set.of(), manifests.view(repository, Optional.of(digest), manifest.uses()));
    }

    /**
     * Inspects the repository for these blobs, some of which the caller stores itself, before the manifest exists.
     *
     * @param own the blobs that the caller stores, which are not searched for in the bucket
     */
    public Optional<Inspection> inspect(RepositoryName repository, Collection<Digest> needed, Set<Digest> own) {
        return inspect(repository, needed, own, manifests.view(repository, Optional.empty(), needed));
    }

    private Optional<Inspection> inspect(
            RepositoryName repository, Collection<Digest> needed, Set<Digest> own, PushView view) {
        if (!view.space()) {
            return Optional.empty();
        }
        RepositoryState state = view.repository();
        if (state.deleting()) {
            throw new RegistryException(ErrorCode.CONFLICT, repository.familiar() + " is being deleted");
        }
        if (view.stored().isEmpty()) {
            view.use().requireRoom(repository.space(), !state.there());
        }
        Map<Digest, StoredBlob> found = new LinkedHashMap<>();
        List<Digest> missing = new ArrayList<>();
        for (Digest digest : needed) {
            BlobLink link = view.links().getOrDefault(digest, BlobLink.ABSENT);
            link.blob()
                    .or(() -> own.contains(digest)
                            ? Optional.empty()
                            : blobs.linkLanded(repository, digest, link, state.cleared()))
                    .ifPresentOrElse(blob -> found.put(digest, blob), () -> missing.add(digest));
            if (missing.size() == MAX_MISSING) {
                break;
            }
        }
        Set<Digest> children = new HashSet<>(view.linked());
        children.removeAll(needed);
        return Optional.of(new Inspection(state, found, missing, children, view.sparse(), view.stored()));
    }
}
