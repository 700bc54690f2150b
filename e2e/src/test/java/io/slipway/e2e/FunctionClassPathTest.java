package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.local.template.FunctionResource;
import io.slipway.local.template.Stack;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Starts each function with exactly the jars that the Makefile puts into its artifact and its layers. It needs the
 * modules' jars, which {@code ./mvnw verify} builds, but not {@code ./mvnw test}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionClassPathTest {
    private static final Path ROOT = Cloud.root();

    /** Lambda's limit of a function with its layers, in bytes (Lambda Developer Guide, "Lambda quotas"): 250 MiB. */
    private static final long MAX_UNZIPPED = 250L << 20;

    @TempDir
    static Path folder;

    private final Map<String, List<String>> layers = new HashMap<>();
    private Stack stack;

    @BeforeAll
    void build() throws Exception {
        Assumptions.assumeTrue(
                Files.isDirectory(ROOT.resolve("layers/aws/target/layer"))
                        && Files.isDirectory(ROOT.resolve("functions/api/target/layer")),
                "the modules must be packaged, but are not");
        Path prepared = folder.resolve("prepared");
        for (String modules : List.of("layers", "functions", "console")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(modules))) {
                link(files, prepared);
            }
        }
        Path maven = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\ncp -r prepared/. .\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        ReleaseTest.copyBuild(folder);
        for (String source : List.of(
                "pom.xml",
                "layers/pom.xml",
                "client/pom.xml",
                "builder/pom.xml",
                "console/pom.xml",
                "uploader/pom.xml",
                "functions/pom.xml")) {
            Path file = folder.resolve(source);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "<project/>");
        }
        for (String target : ReleaseTest.TARGETS) {
            if (!List.of("BuilderLayer", "UploaderLayer").contains(target)) {
                Path artifacts = Files.createDirectories(folder.resolve("built/" + target));
                ReleaseTest.run(folder, Map.of("ARTIFACTS_DIR", artifacts.toString()), "make", "-s", "build-" + target);
            }
        }
        stack = Stack.read(ROOT.resolve("template.yaml"), Map.of());
        readLayers();
    }

    private static void link(Stream<Path> files, Path prepared) throws IOException {
        for (Path file : files.filter(it -> it.toString().endsWith(".jar")).toList()) {
            Path copy = prepared.resolve(ROOT.relativize(file));
            Files.createDirectories(copy.getParent());
            try {
                Files.createLink(copy, file);
            } catch (FileSystemException | UnsupportedOperationException e) {
                Files.copy(file, copy);
            }
        }
    }

    /** Reads the layers of every function: those in the template's globals, and its own. */
    private void readLayers() throws IOException {
        String[] resources = Files.readString(ROOT.resolve("template.yaml")).split("\n  (?=\\w+:\n)", -1);
        Pattern reference = Pattern.compile("- !Ref (\\w+Layer)\n");
        for (String resource : resources) {
            if (resource.contains("Type: AWS::Serverless::Function\n") || resource.startsWith("Function:\n")) {
                List<String> names = new ArrayList<>();
                Matcher matcher = reference.matcher(resource + "\n");
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
                layers.put(resource.substring(0, resource.indexOf(':')), names);
            }
        }
    }

    List<FunctionResource> functions() {
        return stack.functions();
    }

    private List<Path> jars(FunctionResource function) throws IOException {
        return files(function).stream()
                .filter(file -> file.toString().endsWith(".jar"))
                .toList();
    }

    private List<Path> files(FunctionResource function) throws IOException {
        List<String> artifacts = new ArrayList<>(layers.getOrDefault("Function", List.of()));
        artifacts.addAll(layers.getOrDefault(function.id(), List.of()));
        artifacts.add(function.id());
        List<Path> all = new ArrayList<>();
        for (String artifact : artifacts) {
            try (Stream<Path> files = Files.walk(folder.resolve("built").resolve(artifact))) {
                files.filter(Files::isRegularFile).forEach(all::add);
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_function_starts_with_its_own_jars(FunctionResource function) throws Exception {
        List<Path> jars = jars(function);
        try (URLClassLoader loader = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            Class<?> handler = loader.loadClass(function.handler());
            assertThat(handler.getConstructor(Map.class).newInstance(environment(function)))
                    .isNotNull();
            assertThat(loader.getResource("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .as("without a provider, SLF4J prints warnings at each start")
                    .isNotNull();
            for (Path jar : jars) {
                if (jar.getFileName().toString().matches("slipway-(function|core|features|builds)-.*")) {
                    initialize(jar, loader);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void a_class_path_contains_each_class_once(FunctionResource function) throws Exception {
        Map<String, Path> seen = new HashMap<>();
        for (Path jar : jars(function)) {
            for (String name : classes(jar)) {
                assertThat(seen.put(name, jar)).as(name + " of " + jar).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void its_classes_are_not_compressed(FunctionResource function) throws Exception {
        for (Path jar : jars(function)) {
            try (JarFile file = new JarFile(jar.toFile())) {
                assertThat(file.stream())
                        .as(jar.toString())
                        .isNotEmpty()
                        .allMatch(entry -> entry.getMethod() == ZipEntry.STORED);
            }
        }
    }

    /** Uncompressed jars take three times the space, and libraries grow. */
    @ParameterizedTest
    @MethodSource("functions")
    void a_third_of_the_room_that_lambda_gives_is_left(FunctionResource function) throws Exception {
        long bytes = 0;
        for (Path file : files(function)) {
            bytes += Files.size(file);
        }
        assertThat(bytes).isPositive().isLessThan(MAX_UNZIPPED / 3 * 2);
    }

    /** Initializes the classes of a jar, which links them, and so requires the types that they cannot run without. */
    private static void initialize(Path jar, ClassLoader loader) throws Exception {
        for (String name : classes(jar)) {
            Class.forName(name, true, loader);
        }
    }

    private static List<String> classes(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .filter(name -> !name.startsWith("META-INF/"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }

    private static Map<String, String> environment(FunctionResource function) {
        Map<String, String> environment = new HashMap<>(function.environment());
        environment.put("AWS_REGION", "eu-central-1");
        environment.put("AWS_ACCESS_KEY_ID", "id");
        environment.put("AWS_SECRET_ACCESS_KEY", "secret");
        return environment;
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }
}
