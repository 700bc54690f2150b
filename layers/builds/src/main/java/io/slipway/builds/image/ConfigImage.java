package io.slipway.builds.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Document;
import io.slipway.builds.attest.Labels;
import io.slipway.builds.attest.Provenance;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.LayerWriter;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.features.run.Edit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * An image of only the files that features changed, at their paths in the working folder, for Kubernetes' image
 * volumes. It has no base image and no attestations.
 *
 * @param blobs its layers and configurations
 * @param manifests its manifests; the last is the image
 */
public record ConfigImage(List<Document> blobs, List<Document> manifests) {
    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;
    private static final String INSTRUCTION = "COPY of the files that features changed";

    public ConfigImage {
        blobs = List.copyOf(blobs);
        manifests = List.copyOf(manifests);
    }

    /** Returns the image's manifest or index. */
    public Document image() {
        return manifests.getLast();
    }

    /**
     * Builds the image.
     *
     * @param edits the changed files
     * @param executable whether a file is executable
     * @param platforms the platforms of the deployment's image; the result is an index if there are several
     */
    public static ConfigImage of(
            BuildInputs inputs, List<Edit> edits, Predicate<String> executable, List<Platform> platforms)
            throws IOException {
        TreeMap<String, FileNode> files = new TreeMap<>();
        MemorySource bytes = new MemorySource();
        for (Edit edit : edits) {
            for (String above = FileTree.parent(edit.file()); !above.isEmpty(); above = FileTree.parent(above)) {
                files.putIfAbsent(above, FileNode.folder(FileNode.FOLDER_MODE, 0, 0));
            }
            files.put(
                    edit.file(),
                    FileNode.file(executable.test(edit.file()) ? PROGRAM : FILE, edit.after(), bytes, true));
        }
        List<Document> blobs = new ArrayList<>();
        List<Document> manifests = new ArrayList<>();
        ObjectNode index =
                JsonNodeFactory.instance.objectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        for (Platform platform : platforms) {
            ByteArrayOutputStream tar = new ByteArrayOutputStream();
            Digest diff = new LayerWriter(files, platform.isWindows()).write(tar);
            Document layer = new Document(MediaTypes.OCI_LAYER, tar.toByteArray());
            ImageConfig json = ImageConfig.scratch(platform);
            json.labels(Labels.of(inputs, Optional.empty()));
            json.history(INSTRUCTION, 1);
            Document config = new Document(MediaTypes.OCI_CONFIG, json.json(List.of(diff)));
            Document manifest = ImageManifest.of(config.descriptor(), List.of(layer.descriptor()));
            blobs.addAll(List.of(layer, config));
            manifests.add(manifest);
            ObjectNode child = manifest.descriptor().json();
            child.set("platform", json.platform());
            index.withArray("/manifests").add(child);
        }
        if (platforms.size() > 1) {
            manifests.add(new Document(MediaTypes.OCI_INDEX, Provenance.bytes(index)));
        }
        return new ConfigImage(blobs, manifests);
    }
}
