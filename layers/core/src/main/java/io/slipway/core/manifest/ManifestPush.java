package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.List;

/**
 * Everything that one push of a manifest writes, all of it or nothing.
 *
 * @param repository the repository
 * @param digest the manifest's digest
 * @param manifest what was read of it
 * @param content its bytes
 * @param tags the tags that are to name it
 * @param newRepository whether the repository appears with this push
 */
@SuppressWarnings("ArrayRecordComponent") // the content is never compared
public record ManifestPush(
        RepositoryName repository,
        Digest digest,
        Manifest manifest,
        byte[] content,
        List<Tag> tags,
        boolean newRepository) {
    public ManifestPush {
        tags = List.copyOf(tags);
    }
}
