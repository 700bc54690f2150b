package io.slipway.packages.feed;

import io.slipway.core.access.Action;
import io.slipway.core.bin.Discards;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** {@code DELETE …/versions/{version}}: deletes a version. Requires the right to delete. */
public final class DeletePackage implements Operation {
    private final Packages packages;
    private final Discards discards;

    public DeletePackage(Packages packages, Discards discards) {
        this.packages = packages;
        this.discards = discards;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = PackageCalls.space(call);
        PackageId id = PackageCalls.id(call);
        PackageVersion version = PackageCalls.version(call);
        RepositoryName repository = id.repository(space);
        PackageCalls.require(call, repository, Action.DELETE);
        boolean deleted = packages.find(space, id, version)
                .filter(stored -> discards.manifest(repository, stored.manifest()))
                .isPresent();
        if (!deleted) {
            throw new RegistryException(
                    ErrorCode.NOT_FOUND, "there is no package " + id + " " + version + " in the space " + space);
        }
        return Response.of(204);
    }
}
