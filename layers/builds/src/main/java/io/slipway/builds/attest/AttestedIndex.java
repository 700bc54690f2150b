package io.slipway.builds.attest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index of images and their attestations, in BuildKit's storage format
 * (https://docs.docker.com/build/metadata/attestations/attestation-storage/), so that {@code docker buildx imagetools
 * inspect} and other readers of BuildKit's attestations find them. The same images with the same statements give the
 * same index.
 *
 * @param blobs the blobs of the attestations
 * @param attestations the manifests of the attestations
 * @param index the index
 */
public record AttestedIndex(List<Document> blobs, List<Document> attestations, Document index) {
    private static final String CONFIG = "application/vnd.oci.image.config.v1+json";
    private static final String UNKNOWN = "unknown";

    public AttestedIndex {
        blobs = List.copyOf(blobs);
        attestations = List.copyOf(attestations);
    }

    /**
     * An image with its attestations.
     *
     * @param manifest the descriptor of its manifest
     * @param platform its platform, in the form of an index's descriptor
     * @param statements in-toto statements about it, by predicate type
     */
    public record Image(Descriptor manifest, ObjectNode platform, Map<String, byte[]> statements) {
        public Image {
            statements = new LinkedHashMap<>(statements);
        }
    }

    /** Builds the index of these images and their attestations. */
    public static AttestedIndex of(List<Image> images) {
        List<Document> blobs = new ArrayList<>();
        List<Document> attestations = new ArrayList<>();
        ObjectNode index =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode manifests = index.putArray("manifests");
        for (Image image : images) {
            manifests.add(image.manifest().json().set("platform", image.platform()));
        }
        for (Image image : images) {
            Document attestation = attestation(image, blobs);
            attestations.add(attestation);
            ObjectNode descriptor = attestation.descriptor().json();
            descriptor
                    .putObject("annotations")
                    .put(
                            "vnd.docker.reference.digest",
                            image.manifest().digest().toString())
                    .put("vnd.docker.reference.type", "attestation-manifest");
            descriptor.putObject("platform").put("architecture", UNKNOWN).put("os", UNKNOWN);
            manifests.add(descriptor);
        }
        return new AttestedIndex(blobs, attestations, new Document(MediaTypes.OCI_INDEX, Provenance.bytes(index)));
    }

    private static Document attestation(Image image, List<Document> blobs) {
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST);
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("architecture", UNKNOWN)
                .put("os", UNKNOWN);
        config.putObject("config");
        ArrayNode diffs = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        ArrayNode layers = JsonNodeFactory.instance.arrayNode();
        image.statements().forEach((predicate, statement) -> {
            Document content = new Document(Provenance.MEDIA_TYPE, statement);
            blobs.add(content);
            diffs.add(content.digest().toString());
            ObjectNode layer = content.descriptor().json();
            layer.putObject("annotations").put(Provenance.PREDICATE_ANNOTATION, predicate);
            layers.add(layer);
        });
        Document written = new Document(CONFIG, Provenance.bytes(config));
        blobs.add(written);
        manifest.set("config", written.descriptor().json());
        manifest.set("layers", layers);
        return new Document(MediaTypes.OCI_MANIFEST, Provenance.bytes(manifest));
    }
}
