package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.access.Action;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;

/**
 * A request to upload or publish a package.
 *
 * @param space the space
 * @param id the id
 * @param version the version
 * @param file the file's name
 * @param digest the SHA-256 digest of its bytes
 * @param replace whether different bytes of this version may be replaced
 */
record PackageUpload(
        SpaceName space, PackageId id, PackageVersion version, String file, Digest digest, boolean replace) {

    /** Reads {@code {id, version, file, sha256, replace}}, and checks that the caller may push it. */
    static PackageUpload read(Call call) {
        JsonNode body = call.body("id", "version", "file", "size", "sha256", "replace");
        SpaceName space = PackageCalls.space(call);
        String id = JsonBody.required(body, "id");
        String version = JsonBody.required(body, "version");
        String file = JsonBody.required(body, "file");
        Digest digest = PackageCalls.digest(body);
        PackageUpload upload = new PackageUpload(
                space,
                JsonBody.valid(() -> new PackageId(id)),
                JsonBody.valid(() -> new PackageVersion(version)),
                JsonBody.valid(() -> new PackageFile(file, digest, 0)).name(),
                digest,
                JsonBody.flag(body, "replace", false));
        PackageCalls.require(call, upload.repository(), Action.PUSH);
        return upload;
    }

    RepositoryName repository() {
        return id.repository(space);
    }
}
