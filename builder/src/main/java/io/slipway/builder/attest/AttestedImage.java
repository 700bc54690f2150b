package io.slipway.builder.attest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.AttestedIndex;
import io.slipway.builds.attest.Document;
import io.slipway.client.Content;
import io.slipway.client.image.LocalImage;
import io.slipway.client.image.LocalImage.LocalManifest;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.Descriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An index of an image and its attestations, in BuildKit's storage format
 * (https://docs.docker.com/build/metadata/attestations/attestation-storage/), so that {@code docker buildx imagetools
 * inspect} and other readers of BuildKit's attestations find them. The same image with the same statements gives the
 * same index.
 */
public final class AttestedImage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AttestedImage() {}

    /**
     * Returns an index of the image and its attestations.
     *
     * @param image an image of one platform
     * @param statements in-toto statements about it, by predicate type
     */
    public static LocalImage of(LocalImage image, Map<String, byte[]> statements) throws IOException {
        LocalManifest manifest = image.manifests().getLast();
        AttestedIndex attested = AttestedIndex.of(List.of(new AttestedIndex.Image(
                new Descriptor(manifest.mediaType(), manifest.digest(), manifest.content().length),
                platform(image, manifest),
                statements)));
        List<Content> blobs = new ArrayList<>(image.blobs());
        attested.blobs().forEach(blob -> blobs.add(new MemoryContent(blob.content())));
        List<LocalManifest> all = new ArrayList<>(image.manifests());
        attested.attestations().forEach(it -> all.add(local(it)));
        all.add(local(attested.index()));
        return new LocalImage(blobs, all);
    }

    private static LocalManifest local(Document manifest) {
        return new LocalManifest(manifest.digest(), manifest.mediaType(), manifest.content());
    }

    /** Reads the platform from the image's config. */
    private static ObjectNode platform(LocalImage image, LocalManifest manifest) throws IOException {
        Digest digest = Digest.parse(
                JSON.readTree(manifest.content()).path("config").path("digest").asText());
        Content config = image.blobs().stream()
                .filter(blob -> blob.digest().equals(digest))
                .findFirst()
                .orElseThrow(() -> new IOException("the image must have a config, but has none"));
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
