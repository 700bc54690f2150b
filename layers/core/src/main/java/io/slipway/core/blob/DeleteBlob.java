package io.slipway.core.blob;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.util.Optional;

/**
 * DELETE of a blob (specification, "Deleting Blobs"): this repository serves it no more, at once. The bytes stay: another
 * repository of the space may have mounted them.
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
            Optional<Landed> landed = blobs.landed(repository, digest, seen);
            if (seen.blob().isEmpty()
                    && landed.filter(blob -> links.isCurrent(repository, digest, blob))
                            .isEmpty()) {
                throw new RegistryException(ErrorCode.BLOB_UNKNOWN, repository.familiar() + " has no blob " + digest);
            }
            if (links.unlink(repository, digest, seen, landed)) {
                return Response.of(202);
            }
        }
        throw RegistryException.comeAgain("another client changed the blob at the same time; try again", 1);
    }
}
