package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;
import java.util.Comparator;
import java.util.List;

/** {@code GET /api/spaces/{space}/packages/{id}}: the versions of a package, the newest first. */
public final class ListPackageVersions implements ApiOperation {
    private final Packages packages;
    private final Comparator<PackageVersion> order;

    /**
     * @param order the order of versions, which is not known here
     */
    public ListPackageVersions(Packages packages, Comparator<PackageVersion> order) {
        this.packages = packages;
        this.order = order;
    }

    @Override
    public Response handle(ApiCall call) {
        SpaceName space = PackageCalls.space(call);
        PackageId id = PackageCalls.id(call);
        PackageCalls.requirePull(call, id.repository(space));
        List<StoredPackage> versions = packages.versions(space, id).stream()
                .sorted(Comparator.comparing(StoredPackage::version, order).reversed())
                .toList();
        if (versions.isEmpty()) {
            throw PackageCalls.unknown(id.repository(space));
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", versions.getFirst().id().value());
        ArrayNode list = body.putArray("versions");
        versions.forEach(version -> list.add(PackageJson.write(version)));
        return ApiCall.answer(200, body);
    }
}
