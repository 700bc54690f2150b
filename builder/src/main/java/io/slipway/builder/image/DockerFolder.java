package io.slipway.builder.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.image.ConfigFields;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Converts an image in Docker's format, as the {@code dir:} transport of Buildah writes it, to an OCI layout. The
 * image specification's config has no fields for {@code HEALTHCHECK}, {@code SHELL} and {@code ONBUILD}, and Buildah
 * drops them when it writes one; this conversion keeps Docker's fields, as BuildKit does. Values that differ from
 * build to build (the container's name) are omitted. The labels of the build are added here, because Buildah would
 * create an intermediate image for each, from a copy of all files.
 */
final class DockerFolder {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";
    static final String LAYER = "application/vnd.oci.image.layer.v1.tar";

    private static final List<String> KEPT = List.of(
            "created", "author", "architecture", "variant", "os", "os.version", "os.features", "rootfs", "history");

    private DockerFolder() {}

    /** Moves the image into a layout, adding these labels. */
    static void toLayout(Path folder, Path target, Map<String, String> labels) throws IOException {
        LayoutFolder layout = LayoutFolder.create(target);
        JsonNode docker = LayoutFolder.document(folder.resolve("manifest.json"));
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        JsonNode written = LayoutFolder.document(
                folder.resolve(digest(docker.path("config")).hex()));
        manifest.set("config", layout.put(CONFIG, config(written, labels)));
        ArrayNode layers = manifest.putArray("layers");
        for (JsonNode layer : docker.path("layers")) {
            Digest digest = digest(layer);
            Path blob = layout.blob(digest);
            // The same layer may be listed twice.
            if (!Files.exists(blob)) {
                Path file = folder.resolve(digest.hex());
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw new IOException("the tool must have written the layer " + digest + ", but did not");
                }
                Files.move(file, blob);
            }
            layers.addObject()
                    .put("mediaType", oci(layer.path("mediaType").asText()))
                    .put("digest", digest.toString())
                    .put("size", layer.path("size").asLong());
        }
        layout.name(layout.put(MediaTypes.OCI_MANIFEST, manifest));
    }

    /** Returns the image specification's name for Docker's type of a layer. */
    static String oci(String docker) {
        return docker.replace(DOCKER_LAYER, LAYER).replace(".gzip", "+gzip").replace(".zstd", "+zstd");
    }

    private static ObjectNode config(JsonNode docker, Map<String, String> labels) {
        ObjectNode config = ConfigFields.kept(docker, KEPT);
        ObjectNode container = JSON.createObjectNode();
        docker.path("config").properties().forEach(field -> container.set(field.getKey(), field.getValue()));
        ObjectNode all = container.path("Labels") instanceof ObjectNode own ? own.deepCopy() : JSON.createObjectNode();
        labels.forEach(all::put);
        container.set("Labels", all);
        config.set("config", ConfigFields.container(container));
        config.path("history").forEach(DockerFolder::forgetTemporaryImage);
        return config;
    }

    /** Removes the id of the previous step's image, which differs in each build. */
    private static void forgetTemporaryImage(JsonNode entry) {
        if (entry instanceof ObjectNode step && step.path("comment").asText().startsWith("FROM ")) {
            step.remove("comment");
        }
    }

    private static Digest digest(JsonNode descriptor) {
        return Digest.parse(descriptor.path("digest").asText());
    }
}
