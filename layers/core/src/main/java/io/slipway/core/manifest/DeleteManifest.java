package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** DELETE of a manifest by digest, with its tags, or of a tag alone (specification, "Deleting tags", "Deleting Manifests"). */
public final class DeleteManifest implements Operation {
    private final Manifests manifests;

    public DeleteManifest(Manifests manifests) {
        this.manifests = manifests;
    }

    @Override
    public Response handle(Call call) {
        Reference reference = call.reference();
        boolean deleted = switch (reference) {
            case Tag tag -> manifests.untag(call.repository(), tag);
            case DigestReference known -> delete(call.repository(), known.digest());
        };
        if (!deleted) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_UNKNOWN, call.repository().familiar() + " has no manifest " + reference);
        }
        return Response.of(202);
    }

    /** Without one of its manifests an index could not be pulled. */
    private boolean delete(RepositoryName repository, Digest digest) {
        manifests.user(repository, digest).ifPresent(user -> {
            throw new RegistryException(
                    ErrorCode.CONFLICT,
                    repository.familiar() + " needs the manifest " + digest + " for the index " + user
                            + "; delete that first");
        });
        return manifests.delete(repository, digest);
    }
}
