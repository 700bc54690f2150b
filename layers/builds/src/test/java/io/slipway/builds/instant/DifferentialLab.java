package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.dockerfile.Dockerfile;
import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.LayerWriter;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.image.Base;
import io.slipway.builds.image.DockerfileRun;
import io.slipway.builds.image.FileWork;
import io.slipway.builds.image.ImageManifest;
import io.slipway.builds.image.Layer;
import io.slipway.builds.image.NeedsJobException;
import io.slipway.builds.image.Platform;
import io.slipway.builds.image.StageState;
import io.slipway.builds.instant.DifferentialCases.Case;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.packages.archive.LayerFiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One context and two base images, the same for all tools. */
final class DifferentialLab {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final Platform LINUX = Platform.parse("linux/amd64");

    private final Path context;
    private final Map<String, BaseLayout> bases = new HashMap<>();
    private final MemorySource memory = new MemorySource();

    /** An image: its files by path, each described in a line, and its configuration. */
    record Image(SortedMap<String, String> files, JsonNode config) {}

    /** A base image in an OCI layout on disk. */
    record BaseLayout(Path folder, Digest manifest, ObjectNode config, List<byte[]> layers) {}

    DifferentialLab(Path folder) throws IOException {
        context = Files.createDirectories(folder.resolve("context"));
        writeContext();
        bases.put("base", layout(folder.resolve("base"), baseFiles(), baseConfig()));
        bases.put("trigger", layout(folder.resolve("trigger"), baseFiles(), triggerConfig()));
    }

    Path context() {
        return context;
    }

    Map<String, BaseLayout> bases() {
        return bases;
    }

    private void writeContext() throws IOException {
        file(".dockerignore", "# the tools prefer the one beside the Dockerfile\n", "rw-r--r--");
        file("a.txt", "a\n", "rw-r--r--");
        file("b.txt", "b\n", "rw-------");
        file("run.sh", "#!/bin/sh\n", "rwxr-xr-x");
        file("web/index.html", "<html/>\n", "rw-r--r--");
        file("web/css/site.css", "css\n", "rw-r--r--");
        file("web/css/site.min.css", "min\n", "rw-r--r--");
        file("web/js/app.js", "js\n", "rwxrwxr-x");
        file("web/.hidden", "hidden\n", "rw-r--r--");
        file("deep/er/est/x.log", "log\n", "rw-r--r--");
        file("deep/er/x.txt", "x\n", "rw-r--r--");
        file("with space/s p.txt", "space\n", "rw-r--r--");
        file("[odd]/o.txt", "odd\n", "rw-r--r--");
        Files.createDirectories(context.resolve("empty"));
        Files.setPosixFilePermissions(context.resolve("web/js"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(context.resolve("link.txt"), Path.of("a.txt"));
        Files.createSymbolicLink(context.resolve("linked"), Path.of("web"));
        Files.createSymbolicLink(context.resolve("web/up"), Path.of("../a.txt"));
        SortedMap<String, FileNode> archive = new TreeMap<>();
        archive.put("in", FileNode.folder(0750, 3, 4));
        archive.put(
                "in/f.txt",
                FileNode.file(0640, "archived\n".getBytes(StandardCharsets.UTF_8), memory, false)
                        .ownedBy(5, 6));
        archive.put("in/l", FileNode.link("f.txt"));
        Files.write(context.resolve("archive.tar.gz"), layer(archive));
    }

    private void file(String name, String content, String mode) throws IOException {
        Path file = context.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private List<SortedMap<String, FileNode>> baseFiles() {
        SortedMap<String, FileNode> lower = new TreeMap<>();
        for (String folder : List.of("etc", "usr", "usr/lib", "usr/bin", "srv", "srv/data", "home", "opt", "gone")) {
            lower.put(folder, FileNode.folder(0755, 0, 0));
        }
        lower.put("tmp", FileNode.folder(01777, 0, 0));
        lower.put("usr/share", FileNode.folder(0750, 7, 8));
        lower.put("lib", FileNode.link("usr/lib"));
        lower.put("data", FileNode.link("/srv/data"));
        lower.put("nowhere", FileNode.link("not/there"));
        lower.put("etc/passwd", text("root:x:0:0:root:/root:/bin/sh\napp:x:101:102:app:/home/app:/bin/sh\n"));
        lower.put("etc/group", text("root:x:0:\nstaff:x:50:app\napp:x:102:\n"));
        lower.put("opt/file", text("file\n"));
        lower.put("opt/old", text("old\n"));
        lower.put("gone/x", text("x\n"));
        SortedMap<String, FileNode> upper = new TreeMap<>();
        upper.put("opt", FileNode.folder(0755, 0, 0));
        upper.put("opt/.wh.old", text(""));
        upper.put(".wh.gone", text(""));
        upper.put("opt/new", text("new\n"));
        return List.of(lower, upper);
    }

    private FileNode text(String content) {
        return FileNode.file(0644, content.getBytes(StandardCharsets.UTF_8), memory, false);
    }

    private static String baseConfig() {
        return "{\"Env\":[\"PATH=/usr/bin\",\"FROM_BASE=1\"],\"Cmd\":[\"sh\"],\"Labels\":{\"base\":\"yes\"},"
                + "\"ExposedPorts\":{\"80/tcp\":{}},\"WorkingDir\":\"/home\"}";
    }

    private static String triggerConfig() {
        return "{\"Env\":[\"PATH=/usr/bin\"],\"User\":\"app\",\"Entrypoint\":[\"/run\"],\"Shell\":[\"/bin/bash\",\"-c\"],\"OnBuild\":[\"COPY"
                + " a.txt /triggered/\",\"ENV TRIGGERED=1\"]}";
    }

    private byte[] layer(SortedMap<String, FileNode> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LayerWriter(files, false).write(out);
        return out.toByteArray();
    }

    private BaseLayout layout(Path folder, List<SortedMap<String, FileNode>> layers, String config) throws IOException {
        Path blobs = Files.createDirectories(folder.resolve("blobs/sha256"));
        ObjectNode json = JSON.createObjectNode().put("os", "linux").put("architecture", "amd64");
        json.set("config", JSON.readTree(config));
        var diffs = json.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        List<Descriptor> descriptors = new ArrayList<>();
        List<byte[]> contents = new ArrayList<>();
        for (SortedMap<String, FileNode> files : layers) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            diffs.add(new LayerWriter(files, false).write(out).toString());
            contents.add(out.toByteArray());
            descriptors.add(write(blobs, MediaTypes.OCI_LAYER, out.toByteArray()));
        }
        Descriptor written = write(blobs, MediaTypes.OCI_CONFIG, JSON.writeValueAsBytes(json));
        Descriptor manifest = write(
                blobs,
                MediaTypes.OCI_MANIFEST,
                ImageManifest.of(written, descriptors).content());
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
        index.putArray("manifests").add(manifest.json());
        Files.write(folder.resolve("index.json"), JSON.writeValueAsBytes(index));
        Files.writeString(folder.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return new BaseLayout(folder, manifest.digest(), json, contents);
    }

    private static Descriptor write(Path blobs, String type, byte[] bytes) throws IOException {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        Files.write(blobs.resolve(digest.hex()), bytes);
        return new Descriptor(type, digest, bytes.length);
    }

    /** Builds as the instant engine does; empty if the Dockerfile is refused. */
    Optional<Image> build(Case it) throws IOException {
        try {
            StageState state = new DockerfileRun(
                            Dockerfile.parse(it.dockerfile()),
                            new DockerfileRun.Settings(Map.of("GIVEN", "given"), Optional.empty(), LINUX),
                            (name, platform) ->
                                    Optional.ofNullable(bases.get(name)).map(this::base),
                            Optional.of(new FileWork(Contexts.of(folder(), it.ignore()), this::open)))
                    .run();
            List<byte[]> layers = new ArrayList<>();
            for (Layer layer : state.layers()) {
                switch (layer) {
                    case Layer.Stored stored ->
                        layers.add(bases.values().stream()
                                .flatMap(base -> base.layers().stream())
                                .filter(bytes -> Digest.of(DigestAlgorithm.SHA256, bytes)
                                        .equals(stored.descriptor().digest()))
                                .findFirst()
                                .orElseThrow());
                    case Layer.Made made -> layers.add(layer(made.files()));
                }
            }
            return Optional.of(
                    new Image(files(layers), JSON.readTree(state.config().json(List.of()))));
        } catch (DockerfileException | NeedsJobException e) {
            return Optional.empty();
        }
    }

    private Base base(BaseLayout layout) {
        List<Layer.Stored> layers = new ArrayList<>();
        for (byte[] bytes : layout.layers()) {
            layers.add(new Layer.Stored(
                    io.slipway.core.name.RepositoryName.parse("base"),
                    new Descriptor(MediaTypes.OCI_LAYER, Digest.of(DigestAlgorithm.SHA256, bytes), bytes.length),
                    Digest.of(DigestAlgorithm.SHA256, bytes)));
        }
        return new Base(layout.config(), layers, LINUX, () -> tree(layout.layers()));
    }

    private FileTree tree(List<byte[]> layers) throws IOException {
        LayerTree tree = new LayerTree(false);
        for (byte[] bytes : layers) {
            tree.apply(
                    LayerIndex.read(
                            LayerIndex.of(new ByteArrayInputStream(bytes)).write()),
                    (numbers, reader) -> LayerFiles.visit(new ByteArrayInputStream(bytes), (file, body) -> {
                        if (numbers.contains(file.number())) {
                            reader.read(file.number(), body);
                        }
                        return true;
                    }));
        }
        return tree.tree();
    }

    private Optional<FileTree> open(FileNode file) throws IOException {
        Place place = file.content().orElseThrow();
        byte[][] bytes = {new byte[0]};
        place.source().read(Set.of(place.number()), (number, body) -> bytes[0] = body.readAllBytes());
        if (!LayerFiles.isTar(new ByteArrayInputStream(bytes[0]))) {
            return Optional.empty();
        }
        return Optional.of(new LayerTree(false, true)
                .apply(LayerIndex.of(new ByteArrayInputStream(bytes[0])), BlobSources.ofNested(memory.add(bytes[0])))
                .tree());
    }

    private FileTree folder() throws IOException {
        FileTree tree = new FileTree();
        try (Stream<Path> all = Files.walk(context)) {
            for (Path path : all.filter(it -> !it.equals(context)).sorted().toList()) {
                tree.put(context.relativize(path).toString(), node(path));
            }
        }
        return tree;
    }

    private FileNode node(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return FileNode.link(Files.readSymbolicLink(path).toString());
        }
        int mode = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
        return Files.isDirectory(path)
                ? FileNode.folder(mode, 0, 0)
                : FileNode.file(mode, Files.readAllBytes(path), memory, false);
    }

    /** Returns the files of stacked layers. */
    SortedMap<String, String> files(List<byte[]> layers) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        tree(layers).files().forEach((path, node) -> {
            if (!path.isEmpty()) {
                files.put(path, describe(node));
            }
        });
        return files;
    }

    private static String describe(FileNode node) {
        String mode = node.isLink() ? "" : " " + Integer.toOctalString(node.mode());
        return node.kind() + mode + " " + node.user() + ":" + node.group() + " " + node.time() + " " + node.size() + " "
                + node.sha256() + " " + node.target();
    }

    /** Reads an image from an OCI layout. */
    Image read(Path layout) throws IOException {
        Path folder = layout.resolve("manifest.json");
        JsonNode manifest = Files.exists(folder)
                ? JSON.readTree(folder.toFile())
                : json(
                        layout,
                        JSON.readTree(layout.resolve("index.json").toFile()).at("/manifests/0"));
        List<byte[]> layers = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            layers.add(bytes(layout, layer));
        }
        return new Image(files(layers), json(layout, manifest.path("config")));
    }

    private static JsonNode json(Path layout, JsonNode descriptor) throws IOException {
        return JSON.readTree(bytes(layout, descriptor));
    }

    private static byte[] bytes(Path layout, JsonNode descriptor) throws IOException {
        String hex = Digest.parse(descriptor.path("digest").asText()).hex();
        // The dir: transport writes Docker's format, with all blobs in one folder.
        Path blobs = layout.resolve("blobs/sha256");
        Path blob = (Files.exists(blobs) ? blobs : layout).resolve(hex);
        try (InputStream in = Files.newInputStream(blob)) {
            return in.readAllBytes();
        }
    }
}
