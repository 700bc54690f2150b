package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Response;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import java.util.Comparator;
import java.util.List;

/** {@code GET /api/spaces/{space}/packages/{id}}: lists the versions of a package, newest first. */
public final class ListPackageVersions implements Operation {
    private static final Comparator<StoredPackage> NEWEST_FIRST =
            Comparator.comparing(StoredPackage::version, new VersionOrder()).reversed();

    private final Packages packages;

    public ListPackageVersions(Packages packages) {
        this.packages = packages;
    }

    @Override
    public Response handle(Call call) {
        SpaceName space = PackageCalls.space(call);
        PackageId id = PackageCalls.id(call);
        PackageCalls.requirePull(call, id.repository(space));
        List<StoredPackage> versions =
                packages.versions(space, id).stream().sorted(NEWEST_FIRST).toList();
        if (versions.isEmpty()) {
            throw PackageCalls.unknown(id.repository(space));
        }
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("id", versions.getFirst().id().value());
        ArrayNode list = body.putArray("versions");
        versions.forEach(version -> list.add(PackageJson.write(version)));
        return JsonBody.answer(200, body);
    }
}
