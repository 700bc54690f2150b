package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import java.util.List;

/**
 * Everything that one push of a manifest writes, all of it or nothing.
 *
 * @param repository the repository
 * @param digest the manifest's digest
 * @param manifest what was read of it
 * @param content its bytes
 * @param tags the tags that are to name it
 * @param seen what was seen of the repository when its blobs were found there
 * @param newTags whether none of the tags may be there yet
 */
@SuppressWarnings("ArrayRecordComponent") // the content is never compared
public record ManifestPush(
        RepositoryName repository,
        Digest digest,
        Manifest manifest,
        byte[] content,
        List<Tag> tags,
        RepositoryState seen,
        boolean newTags) {
    /** A push that moves the tags that are there. */
    public ManifestPush(
            RepositoryName repository,
            Digest digest,
            Manifest manifest,
            byte[] content,
            List<Tag> tags,
            RepositoryState seen) {
        this(repository, digest, manifest, content, tags, seen, false);
    }

    public ManifestPush {
        tags = List.copyOf(tags);
    }
}
