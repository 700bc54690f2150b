package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.json.JsonTree;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.EmptyConfig;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Reads and writes the manifests of packages: image manifests (image specification, "Guidelines for Artifact Usage") with the empty config
 * and one layer, the unchanged archive. It also reads manifests of other clients, such as that of {@code oras push
 * host/default/packages/acme.web:1.2.0 Acme.Web.1.2.0.zip}: the package is the first layer whose title is an archive's name.
 */
public final class PackageManifest {
    /** The artifact type of packages. */
    public static final String ARTIFACT_TYPE = "application/vnd.slipway.package.v1";

    /** The annotation with the original spelling of the id. */
    public static final String ID = "io.slipway.package.id";

    /** The annotation with the original spelling of the version. */
    public static final String VERSION = "io.slipway.package.version";

    private static final String LAYER_TYPE = "application/octet-stream";
    private static final String TITLE = "org.opencontainers.image.title";
    private static final String CREATED = "org.opencontainers.image.created";

    private PackageManifest() {}

    /** Writes the manifest of a package. */
    public static byte[] write(PackageId id, PackageVersion version, PackageFile file, Instant created) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_MANIFEST).put("artifactType", ARTIFACT_TYPE);
        root.set("config", EmptyConfig.descriptor().json());
        ObjectNode layer = new Descriptor(LAYER_TYPE, file.digest(), file.size()).json();
        layer.putObject("annotations").put(TITLE, file.name());
        root.putArray("layers").add(layer);
        root.putObject("annotations")
                .put(ID, id.value())
                .put(VERSION, version.value())
                .put(CREATED, created.toString());
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the package of a tag; empty if its manifest is not a package. */
    public static Optional<StoredPackage> read(RepositoryName repository, Tag tag, StoredManifest manifest) {
        if (!manifest.mediaType().equals(MediaTypes.OCI_MANIFEST)) {
            return Optional.empty();
        }
        Optional<PackageId> id = PackageId.of(repository);
        // Tags and versions correspond one to one, so an annotation is not needed and could only contradict.
        Optional<PackageVersion> version = PackageVersion.of(tag);
        if (id.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode root = JsonTree.read(manifest.content());
            return file(root)
                    .map(file -> new StoredPackage(
                            repository,
                            tag,
                            spelledId(root, id.get(), file),
                            version.get(),
                            file,
                            manifest.digest(),
                            created(root)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the first layer whose title is an archive's name. */
    static Optional<PackageFile> file(JsonNode root) {
        for (JsonNode layer : root.path("layers")) {
            try {
                String title = layer.path("annotations").path(TITLE).asText();
                String name = title.substring(title.lastIndexOf('/') + 1);
                Digest digest = Digest.parse(layer.path("digest").asText());
                return Optional.of(
                        new PackageFile(name, digest, layer.path("size").asLong()));
            } catch (IllegalArgumentException e) {
                // not an archive, but a later layer may be one
            }
        }
        return Optional.empty();
    }

    /** Returns the id as spelled in the annotation, or else at the beginning of the file's name, if that matches the repository's id. */
    private static PackageId spelledId(JsonNode root, PackageId id, PackageFile file) {
        String name = file.name();
        int length = id.value().length();
        return annotation(root, ID)
                .filter(text -> text.equalsIgnoreCase(id.value()))
                .or(() -> Optional.of(name)
                        .filter(it -> it.regionMatches(true, 0, id.value(), 0, length))
                        .map(it -> it.substring(0, length)))
                .map(PackageId::new)
                .orElse(id);
    }

    private static Optional<Instant> created(JsonNode root) {
        try {
            return annotation(root, CREATED).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> annotation(JsonNode root, String name) {
        return Optional.ofNullable(root.path("annotations").path(name).textValue());
    }
}
