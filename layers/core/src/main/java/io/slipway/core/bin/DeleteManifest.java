package io.slipway.core.bin;

import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** DELETE of a manifest by digest, with its tags, or of a tag alone (specification, "Deleting tags", "Deleting Manifests"). */
public final class DeleteManifest implements Operation {
    private final Discards discards;

    public DeleteManifest(Discards discards) {
        this.discards = discards;
    }

    @Override
    public Response handle(Call call) {
        Reference reference = call.reference();
        boolean deleted = switch (reference) {
            case Tag tag -> discards.tag(call.repository(), tag);
            case DigestReference known -> discards.manifest(call.repository(), known.digest());
        };
        if (!deleted) {
            throw new RegistryException(
                    ErrorCode.MANIFEST_UNKNOWN, call.repository().familiar() + " has no manifest " + reference);
        }
        return Response.of(202);
    }
}
