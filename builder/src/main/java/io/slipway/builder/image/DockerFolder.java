package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes an OCI layout of an image in Docker's format, as the {@code dir:} transport of Buildah writes it. The image specification's own config
 * has no place for {@code HEALTHCHECK}, {@code SHELL} and {@code ONBUILD}, and Buildah drops them where it writes one; BuildKit keeps them there
 * as Docker spells them, and so does this. What differs from build to build (the container's name) is left out.
 */
final class DockerFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private static final List<String> KEPT = List.of(
            "created", "author", "architecture", "variant", "os", "os.version", "os.features", "rootfs", "history");

    /** Of the container's config, whatever an image says; of the rest Docker writes empty values for the container's sake. */
    private static final List<String> KEPT_CONFIG = List.of(
            "User",
            "ExposedPorts",
            "Env",
            "Entrypoint",
            "Cmd",
            "Healthcheck",
            "ArgsEscaped",
            "Volumes",
            "WorkingDir",
            "OnBuild",
            "Labels",
            "StopSignal",
            "StopTimeout",
            "Shell");

    private DockerFolder() {}

    /** Moves the image into a layout. */
    static void toLayout(Path folder, Path layout) throws IOException {
        Path blobs = Files.createDirectories(layout.resolve("blobs/sha256"));
        JsonNode docker = JSON.readTree(folder.resolve("manifest.json").toFile());
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        Path config = file(folder, docker.path("config"));
        manifest.set("config", write(blobs, CONFIG, config(JSON.readTree(config.toFile()))));
        ArrayNode layers = manifest.putArray("layers");
        for (JsonNode layer : docker.path("layers")) {
            Path target = blobs.resolve(hex(layer));
            // The same layer may be there twice.
            if (!Files.exists(target)) {
                Files.move(file(folder, layer), target);
            }
            layers.addObject()
                    .put(
                            "mediaType",
                            layer.path("mediaType")
                                    .asText()
                                    .replace(DOCKER_LAYER, LAYER)
                                    .replace(".gzip", "+gzip")
                                    .replace(".zstd", "+zstd"))
                    .put("digest", layer.path("digest").asText())
                    .put("size", layer.path("size").asLong());
        }
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        index.putArray("manifests").add(write(blobs, MediaTypes.OCI_MANIFEST, manifest));
        Files.write(layout.resolve("index.json"), JSON.writeValueAsBytes(index));
        Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
    }

    private static ObjectNode config(JsonNode docker) {
        ObjectNode config = kept(docker, KEPT);
        config.set("config", kept(docker.path("config"), KEPT_CONFIG));
        return config;
    }

    private static ObjectNode kept(JsonNode from, List<String> names) {
        ObjectNode kept = JSON.createObjectNode();
        for (String name : names) {
            JsonNode value = from.path(name);
            boolean empty = value.isMissingNode()
                    || value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || (value.isTextual() && value.textValue().isEmpty());
            if (!empty) {
                kept.set(name, value);
            }
        }
        return kept;
    }

    private static ObjectNode write(Path blobs, String mediaType, ObjectNode content) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(content);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        Files.write(blobs.resolve(digest.hex()), bytes);
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest.toString())
                .put("size", bytes.length);
    }

    private static Path file(Path folder, JsonNode descriptor) {
        return folder.resolve(hex(descriptor));
    }

    private static String hex(JsonNode descriptor) {
        return Digest.parse(descriptor.path("digest").asText()).hex();
    }
}
