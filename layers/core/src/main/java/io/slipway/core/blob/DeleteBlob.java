package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.util.List;

/**
 * DELETE of a blob (specification, "Deleting Blobs"): this repository stops serving it at once. A blob that a manifest of the repository uses cannot
 * be deleted. The bytes are kept until the janitor finds that no other repository of the space has mounted them.
 */
public final class DeleteBlob implements Operation {
    private static final int ATTEMPTS = 4;

    private final BlobLinks links;
    private final Blobs blobs;

    public DeleteBlob(BlobLinks links, Blobs blobs) {
        this.links = links;
        this.blobs = blobs;
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        Digest digest = call.digest();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BlobLink seen = links.find(repository, digest);
            List<Landed> landed = blobs.landed(repository, digest, seen).toList();
            if (seen.blob().isEmpty() && landed.stream().noneMatch(blob -> links.isCurrent(repository, digest, blob))) {
                throw new RegistryException(ErrorCode.BLOB_UNKNOWN, repository.familiar() + " has no blob " + digest);
            }
            links.user(repository, digest).ifPresent(user -> {
                throw new RegistryException(
                        ErrorCode.CONFLICT,
                        repository.familiar() + " needs the blob " + digest + " for the manifest " + user
                                + "; delete that first");
            });
            if (links.unlink(repository, digest, seen, landed)) {
                return Response.of(202);
            }
        }
        throw RegistryException.retryAfter("another client changed the blob at the same time; try again", 1);
    }
}
