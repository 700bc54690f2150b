package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.name.RepositoryName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A base image of one platform, in its own layout.
 *
 * @param name its name in the Dockerfile, with arguments expanded
 * @param folder the name of the layout's folder
 * @param layout the layout
 * @param digest the digest of its manifest there
 * @param manifest its manifest in the registry
 * @param config its config in the registry
 * @param repository its repository, if it is an image of this registry
 */
record FetchedBase(
        String name,
        String folder,
        Path layout,
        String digest,
        JsonNode manifest,
        JsonNode config,
        Optional<RepositoryName> repository) {

    /** Returns the digests of its uncompressed layers. */
    List<String> diffIds() {
        return diffIds(config);
    }

    static List<String> diffIds(JsonNode config) {
        List<String> ids = new ArrayList<>();
        config.path("rootfs").path("diff_ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
