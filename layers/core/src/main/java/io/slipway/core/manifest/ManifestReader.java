package io.slipway.core.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.Quoted;
import io.slipway.core.error.RegistryException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a pushed manifest, and refuses anything else (specification, "Pushing Manifests"). */
public final class ManifestReader {
    // Refuses JSON that two readers could understand differently: duplicate keys, or content after the end. Jackson
    // itself limits depth and the length of numbers.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestReader() {}

    /**
     * Reads a manifest.
     *
     * @param content the bytes
     * @param contentType the media type that the client states, empty if it states no type
     */
    public static Manifest read(byte[] content, String contentType) {
        JsonNode root = parse(content);
        if (!root.isObject()) {
            throw invalid("a manifest must be a JSON object, " + Quoted.but(root));
        }
        String mediaType = mediaType(root, contentType);
        try {
            return MediaTypes.isIndex(mediaType) ? index(root, mediaType) : image(root, mediaType);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    private static JsonNode parse(byte[] content) {
        try {
            // Jackson would guess UTF-16 and UTF-32 as well, which no other client reads.
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException e) {
            throw invalid("the manifest must be encoded in UTF-8, but is not");
        } catch (JsonProcessingException e) {
            throw invalid("the manifest must be JSON, but is not: "
                    + e.getOriginalMessage().lines().findFirst().orElse("") + at(e));
        }
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }

    private static String mediaType(JsonNode root, String contentType) {
        String stated = text(root, "mediaType").orElse("");
        if (!stated.isEmpty() && !contentType.isEmpty() && !stated.equals(contentType)) {
            throw invalid("mediaType must be that of the request's Content-Type, " + Quoted.of(contentType)
                    + ", but was " + Quoted.of(stated));
        }
        String mediaType = contentType.isEmpty() ? stated : contentType;
        if (stated.isEmpty() && MediaTypes.isDocker(mediaType)) {
            // Docker and Podman refuse to read such a manifest, and so does distribution (its package schema2).
            throw invalid(
                    "mediaType must be " + mediaType + ", but is missing: Docker's manifests name their own type");
        }
        if (MediaTypes.isSchema1(mediaType) || root.path("schemaVersion").asInt() == 1) {
            throw invalid(
                    "Docker manifests of schema 1 are not supported: push with a client that writes schema 2 or OCI manifests");
        }
        if (!MediaTypes.isManifest(mediaType) && !MediaTypes.isIndex(mediaType)) {
            throw invalid(
                    mediaType.isEmpty()
                            ? "the media type must be in Content-Type or in mediaType, but both are missing"
                            : "the media type must be that of a manifest or an index of OCI or Docker, but was "
                                    + Quoted.of(mediaType));
        }
        if (root.path("schemaVersion").asInt() != 2) {
            throw invalid("schemaVersion must be 2, " + Quoted.but(root.path("schemaVersion")));
        }
        return mediaType;
    }

    private static Manifest image(JsonNode root, String mediaType) {
        if (root.hasNonNull("manifests")) {
            throw invalid("an image manifest must not have the field manifests; an index has another media type");
        }
        if (!root.hasNonNull("config")) {
            throw invalid(
                    "config must be a descriptor, but is missing: an artifact without one names the empty descriptor");
        }
        Descriptor config = descriptor(root.get("config"), "config");
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(config);
        for (Descriptor layer : descriptors(root, "layers")) {
            if (!MediaTypes.isForeign(layer.mediaType())) {
                blobs.add(layer);
            }
        }
        // Image specification, "Listing Referrers": without an artifactType the config's media type takes its place.
        String artifactType =
                text(root, "artifactType").filter(type -> !type.isEmpty()).orElse(config.mediaType());
        return new Manifest(mediaType, blobs, List.of(), subject(root), artifactType, annotations(root));
    }

    /** An index may name manifests that this repository does not have: sparse indexes are allowed. */
    private static Manifest index(JsonNode root, String mediaType) {
        if (root.hasNonNull("layers") || root.hasNonNull("config")) {
            throw invalid(
                    "an index must not have the fields config and layers; an image manifest has another media type");
        }
        return new Manifest(
                mediaType,
                List.of(),
                descriptors(root, "manifests"),
                subject(root),
                text(root, "artifactType").orElse(""),
                annotations(root));
    }

    private static Optional<Descriptor> subject(JsonNode root) {
        return root.hasNonNull("subject") ? Optional.of(descriptor(root.get("subject"), "subject")) : Optional.empty();
    }

    private static String annotations(JsonNode root) {
        JsonNode annotations = root.path("annotations");
        if (annotations.isMissingNode() || annotations.isNull()) {
            return "";
        }
        if (!annotations.isObject()) {
            throw invalid("annotations must be an object of strings, " + Quoted.but(annotations));
        }
        annotations.properties().forEach(each -> {
            if (!each.getValue().isTextual()) {
                throw invalid("the annotation " + Quoted.of(each.getKey()) + " must be a string, "
                        + Quoted.but(each.getValue()));
            }
        });
        return annotations.isEmpty() ? "" : annotations.toString();
    }

    /** Returns the list, empty if it is null or absent: Go's clients write null for an image without layers (BuildKit, regctl). */
    private static List<Descriptor> descriptors(JsonNode root, String field) {
        JsonNode array = root.path(field);
        if (array.isMissingNode() || array.isNull()) {
            return List.of();
        }
        if (!array.isArray()) {
            throw invalid(field + " must be a list of descriptors, " + Quoted.but(array));
        }
        if (array.size() > Manifest.MAX_DESCRIPTORS) {
            throw invalid(
                    field + " must have at most " + Manifest.MAX_DESCRIPTORS + " descriptors, but has " + array.size());
        }
        List<Descriptor> list = new ArrayList<>();
        for (JsonNode node : array) {
            list.add(descriptor(node, field + "[" + list.size() + "]"));
        }
        return list;
    }

    private static Descriptor descriptor(JsonNode node, String place) {
        JsonNode size = node.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong()) {
            throw invalid(place + ": size must be a whole number, " + Quoted.but(size));
        }
        try {
            return new Descriptor(
                    text(node, "mediaType").orElse(""),
                    Digest.parse(text(node, "digest").orElse("")),
                    size.longValue());
        } catch (IllegalArgumentException e) {
            throw invalid(place + ": " + e.getMessage());
        }
    }

    private static Optional<String> text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw invalid("the field " + field + " must be a string, " + Quoted.but(value));
        }
        return Optional.of(value.textValue());
    }

    private static RegistryException invalid(String message) {
        return new RegistryException(ErrorCode.MANIFEST_INVALID, message);
    }
}
