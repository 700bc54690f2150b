package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The data that one push of a manifest writes, in one transaction.
 *
 * @param repository the repository
 * @param digest the manifest's digest
 * @param manifest its parsed content
 * @param content its bytes
 * @param tags the tags to set
 * @param state the state of the repository when its blobs were found there
 * @param linked those of its blobs and children that were found linked
 * @param stored the media type with which the manifest was found stored, if it was
 * @param newTags whether the push fails if a tag exists already
 * @param pusher the id of the pushing token: only its build may set the tag of a deployment
 */
@SuppressWarnings("ArrayRecordComponent") // the content is never compared
public record ManifestPush(
        RepositoryName repository,
        Digest digest,
        Manifest manifest,
        byte[] content,
        List<Tag> tags,
        RepositoryState state,
        Set<Digest> linked,
        Optional<String> stored,
        boolean newTags,
        String pusher) {
    /** Creates a push that may move existing tags, of a manifest whose blobs were not looked up. */
    public ManifestPush(
            RepositoryName repository,
            Digest digest,
            Manifest manifest,
            byte[] content,
            List<Tag> tags,
            RepositoryState state,
            String pusher) {
        this(repository, digest, manifest, content, tags, state, Set.of(), Optional.empty(), false, pusher);
    }

    /** Returns this push of another state of the repository. */
    ManifestPush with(RepositoryState other) {
        return new ManifestPush(repository, digest, manifest, content, tags, other, linked, stored, newTags, pusher);
    }

    public ManifestPush {
        tags = List.copyOf(tags);
        linked = Set.copyOf(linked);
    }
}
