package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index of an image and its attestations, as BuildKit writes it (https://docs.docker.com/build/metadata/attestations/attestation-storage/):
 * there {@code docker buildx imagetools inspect} and all that reads BuildKit's attestations find them. The same image with the same statements
 * gives the same index.
 */
public final class AttestedImage {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String UNKNOWN = "unknown";

    private AttestedImage() {}

    /**
     * The image in an index.
     *
     * @param image an image of one platform
     * @param statements in-toto statements about it, by the type of their predicate
     */
    public static LocalImage of(LocalImage image, Map<String, byte[]> statements) throws IOException {
        LocalManifest manifest = image.manifests().getLast();
        List<Content> blobs = new ArrayList<>(image.blobs());
        ObjectNode attestation = manifest();
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("architecture", UNKNOWN)
                .put("os", UNKNOWN);
        config.putObject("config");
        ArrayNode diffs = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ArrayNode layers = JsonNodeFactory.instance.arrayNode();
        for (Map.Entry<String, byte[]> statement : new LinkedHashMap<>(statements).entrySet()) {
            MemoryContent content = new MemoryContent(statement.getValue());
            blobs.add(content);
            diffs.add(content.digest().toString());
            ObjectNode layer = descriptor(Provenance.MEDIA_TYPE, content);
            layer.putObject("annotations").put(Provenance.PREDICATE_ANNOTATION, statement.getKey());
            layers.add(layer);
        }
        MemoryContent written = new MemoryContent(Provenance.bytes(config));
        blobs.add(written);
        attestation.set("config", descriptor(CONFIG, written));
        attestation.set("layers", layers);
        LocalManifest attached = local(MediaTypes.OCI_MANIFEST, attestation);

        ObjectNode index =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        ObjectNode first = descriptor(manifest);
        first.set("platform", platform(image, manifest));
        manifests.add(first);
        ObjectNode second = descriptor(attached);
        second.putObject("annotations")
                .put("vnd.docker.reference.digest", manifest.digest().toString())
                .put("vnd.docker.reference.type", "attestation-manifest");
        second.putObject("platform").put("architecture", UNKNOWN).put("os", UNKNOWN);
        manifests.add(second);
        List<LocalManifest> all = new ArrayList<>(image.manifests());
        all.add(attached);
        all.add(local(MediaTypes.OCI_INDEX, index));
        return new LocalImage(blobs, all);
    }

    private static ObjectNode manifest() {
        return JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
    }

    private static LocalManifest local(String mediaType, ObjectNode json) {
        byte[] content = Provenance.bytes(json);
        return new LocalManifest(Digest.of(DigestAlgorithm.SHA256, content), mediaType, content);
    }

    private static ObjectNode descriptor(String mediaType, Content content) {
        return new Descriptor(mediaType, content.digest(), content.size()).json();
    }

    private static ObjectNode descriptor(LocalManifest manifest) {
        return new Descriptor(manifest.mediaType(), manifest.digest(), manifest.content().length).json();
    }

    /** Reads the platform from the image's config. */
    private static ObjectNode platform(LocalImage image, LocalManifest manifest) throws IOException {
        Digest digest = Digest.parse(
                JSON.readTree(manifest.content()).path("config").path("digest").asText());
        Content config = image.blobs().stream()
                .filter(blob -> blob.digest().equals(digest))
                .findFirst()
                .orElseThrow(() -> new IOException("the image has no config"));
        ObjectNode platform = JsonNodeFactory.instance.objectNode();
        try (InputStream in = config.open()) {
            JsonNode json = JSON.readTree(in);
            for (String name : List.of("architecture", "os", "os.version", "os.features", "variant")) {
                if (json.hasNonNull(name)) {
                    platform.set(name, json.path(name));
                }
            }
        }
        return platform;
    }
}
