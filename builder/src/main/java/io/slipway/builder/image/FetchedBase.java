package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.name.RepositoryName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image that a Dockerfile names, of one platform, in its own layout.
 *
 * @param name its name in the Dockerfile, with the values of arguments
 * @param folder the layout's folder, by its name among the bases
 * @param layout the layout
 * @param digest the digest of its manifest there
 * @param manifest its manifest as the registry has it
 * @param config its config as the registry has it
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

    /** Returns the digests of its layers, uncompressed. */
    List<String> diffIds() {
        return diffIds(config);
    }

    static List<String> diffIds(JsonNode config) {
        List<String> ids = new ArrayList<>();
        config.path("rootfs").path("diff_ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }
}
