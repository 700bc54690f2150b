package io.slipway.features.bill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.packages.archive.ArchiveException;
import io.slipway.packages.archive.ArchiveFiles;
import io.slipway.packages.archive.ArchiveFormat;
import io.slipway.packages.archive.BlockStream;
import io.slipway.packages.archive.PackageIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the packages in an archive, and in the archives in it: NuGet packages, the entries of {@code .deps.json} and {@code
 * package-lock.json} files, jars with Maven's coordinates, and Python's packages. Unreadable files are skipped.
 */
public final class Components {
    /** The maximum number of components listed for one archive. */
    public static final int MAX_COMPONENTS = 20_000;

    /** The maximum size of a document in bytes: 16 MiB. */
    public static final int MAX_DOCUMENT = 16 << 20;

    /** The maximum size of a searched archive in an archive, in bytes: 512 MiB. */
    public static final long MAX_NESTED = 512L << 20;

    /** The maximum depth of searched archives: a zip with a war with jars has 2. */
    public static final int MAX_DEPTH = 3;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NUSPEC = Pattern.compile("[^/]+\\.nuspec", Pattern.CASE_INSENSITIVE);
    private static final Pattern POM = Pattern.compile("(?:.*/)?META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern DEPS = Pattern.compile("(?:.*/)?[^/]+\\.deps\\.json", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOCK =
            Pattern.compile("(?:.*/)?(?:package-lock|npm-shrinkwrap|\\.package-lock)\\.json");
    private static final Pattern PYTHON = Pattern.compile("(?:.*/)?[^/]+\\.(?:dist-info/METADATA|egg-info/PKG-INFO)");
    private static final Pattern NESTED = Pattern.compile(".*\\.(?:jar|war|ear|nupkg|whl)", Pattern.CASE_INSENSITIVE);

    private final SortedSet<Component> found = new TreeSet<>();
    private final Path work;

    private Components(Path work) {
        this.work = work;
    }

    /**
     * Returns the components of an archive, in order.
     *
     * @param work a folder for extracted nested archives, each of which is deleted after use
     */
    public static SortedSet<Component> of(Path archive, ArchiveFormat format, Path work) throws IOException {
        Components components = new Components(work);
        components.visit(archive, format, 0);
        return components.found;
    }

    /** Collects the components of an archive that the caller reads; {@link #examine} receives its files. */
    public static Components collecting(Path work) {
        return new Components(work);
    }

    /** Examines a file of the archive. */
    public void examine(String path, InputStream body) throws IOException {
        examine(path, body, 0);
    }

    /** Returns the components of the examined files. */
    public SortedSet<Component> found() {
        return Collections.unmodifiableSortedSet(found);
    }

    private void visit(Path archive, ArchiveFormat format, int depth) throws IOException {
        ArchiveFiles.visit(archive, format, (path, body) -> examine(path, body, depth));
    }

    private void examine(String path, InputStream body, int depth) throws IOException {
        if (found.size() >= MAX_COMPONENTS) {
            return;
        }
        boolean document = NUSPEC.matcher(path).matches()
                || POM.matcher(path).matches()
                || DEPS.matcher(path).matches()
                || LOCK.matcher(path).matches()
                || PYTHON.matcher(path).matches();
        if (document) {
            read(path, body);
        } else if (depth < MAX_DEPTH && NESTED.matcher(path).matches()) {
            nested(path, body, depth);
        }
    }

    private void nested(String path, InputStream body, int depth) throws IOException {
        Path copy = Files.createTempFile(work, "nested", ".part");
        try (InputStream bounded = new Bounded(body, MAX_NESTED)) {
            try (var out = Files.newOutputStream(copy)) {
                bounded.transferTo(out);
            }
            if (Files.size(copy) < MAX_NESTED) {
                visit(copy, ArchiveFormat.of(path).orElseThrow(), depth + 1);
            }
        } catch (ArchiveException e) {
            // A file with this extension that is not an archive is skipped.
        } finally {
            Files.delete(copy);
        }
    }

    private void read(String path, InputStream body) throws IOException {
        byte[] content = body.readNBytes(MAX_DOCUMENT + 1);
        if (content.length > MAX_DOCUMENT) {
            return;
        }
        try {
            if (DEPS.matcher(path).matches()) {
                deps(JSON.readTree(content));
            } else if (LOCK.matcher(path).matches()) {
                lock(JSON.readTree(content));
            } else if (POM.matcher(path).matches()) {
                pom(content);
            } else {
                String type = NUSPEC.matcher(path).matches() ? "nuget" : "pypi";
                PackageIdentity.read(path, content).ifPresent(it -> add(type, "", pypi(type, it.id()), it.version()));
            }
        } catch (IOException | IllegalArgumentException e) {
            // not a document of this type
        }
    }

    private static String pypi(String type, String id) {
        return type.equals("pypi") ? id.toLowerCase(java.util.Locale.ROOT).replaceAll("[-_.]+", "-") : id;
    }

    /**
     * Reads {@code libraries}, by name and version
     * (https://github.com/dotnet/sdk/blob/main/documentation/specs/runtime-configuration-file.md).
     */
    private void deps(JsonNode json) {
        for (Map.Entry<String, JsonNode> library : json.path("libraries").properties()) {
            String[] parts = library.getKey().split("/", 2);
            if (parts.length == 2 && library.getValue().path("type").asText().equals("package")) {
                add("nuget", "", parts[0], parts[1]);
            }
        }
    }

    /**
     * Reads {@code packages} by path, or {@code dependencies} by name before npm 7
     * (https://docs.npmjs.com/cli/configuring-npm/package-lock-json).
     */
    private void lock(JsonNode json) {
        if (!json.has("packages")) {
            tree(json.path("dependencies"), 0);
            return;
        }
        for (Map.Entry<String, JsonNode> it : json.path("packages").properties()) {
            int at = it.getKey().lastIndexOf("node_modules/");
            JsonNode value = it.getValue();
            if (at >= 0 && !value.path("dev").asBoolean() && !value.path("link").asBoolean()) {
                String name = value.path("name").asText(it.getKey().substring(at + "node_modules/".length()));
                npm(name, value.path("version").asText());
            }
        }
    }

    private void tree(JsonNode dependencies, int depth) {
        for (Map.Entry<String, JsonNode> it : dependencies.properties()) {
            if (!it.getValue().path("dev").asBoolean()) {
                npm(it.getKey(), it.getValue().path("version").asText());
            }
            if (depth < 100) {
                tree(it.getValue().path("dependencies"), depth + 1);
            }
        }
    }

    private void npm(String name, String version) {
        int slash = name.startsWith("@") ? name.indexOf('/') : -1;
        add("npm", slash < 0 ? "" : name.substring(0, slash), name.substring(slash + 1), version);
    }

    private void pom(byte[] content) throws IOException {
        Properties properties = new Properties();
        properties.load(new ByteArrayInputStream(content));
        Optional<String> group = Optional.ofNullable(properties.getProperty("groupId"));
        Optional<String> artifact = Optional.ofNullable(properties.getProperty("artifactId"));
        if (group.isPresent() && artifact.isPresent()) {
            add(
                    "maven",
                    group.get().strip(),
                    artifact.get().strip(),
                    properties.getProperty("version", "").strip());
        }
    }

    private void add(String type, String group, String name, String version) {
        if (!name.isBlank() && !version.isBlank() && found.size() < MAX_COMPONENTS) {
            found.add(new Component(type, group, name, version));
        }
    }

    /** An input stream that ends after a number of bytes. */
    private static final class Bounded extends BlockStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }

        @Override
        public void close() {
            // The code that opened the entry closes it.
        }
    }
}
