package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A release that changes a layer reaches the functions: SAM publishes a new version of a function, to which its alias then points, only when
 * the function's own artifact has changed. Two builds by the Makefile, with a stand-in for Maven, and SAM's own translator over both.
 */
class ReleaseTest {
    private static final List<String> LAYERS = List.of("core", "packages", "features", "builds", "aws");
    private static final List<String> FUNCTIONS =
            List.of("token", "pull", "push", "api", "janitor", "setup", "builds", "events", "retention");
    static final List<String> TARGETS = List.of(
            "TokenFunction",
            "PullFunction",
            "PushFunction",
            "ApiFunction",
            "LandedFunction",
            "JanitorFunction",
            "BuildsFunction",
            "JobsFunction",
            "EventsFunction",
            "RetentionFunction",
            "WebhooksFunction",
            "PullsFunction",
            "SetupFunction",
            "CoreLayer",
            "AwsLayer",
            "BuildsLayer",
            "BuilderLayer",
            "UploaderLayer");

    /** The number of characters of the hash that SAM adds to the id of a layer. */
    private static final int HASH = 10;

    @TempDir
    Path folder;

    @Test
    void a_changed_layer_publishes_a_new_version_of_each_function_that_uses_it() throws Exception {
        Map<String, String> first = versions("first", Map.of());
        List<String> functions = first.keySet().stream()
                .filter(name -> name.endsWith("Function"))
                .toList();
        assertThat(functions).hasSize(13);
        assertThat(versions("again", Map.of())).isEqualTo(first);
        assertThat(changed(first, versions("core", Map.of("core", "new")))).containsExactlyElementsOf(functions);
        assertThat(changed(first, versions("aws", Map.of("aws", "new")))).containsExactlyElementsOf(functions);
        assertThat(changed(first, versions("features", Map.of("features", "new"))))
                .containsExactly("ApiFunction", "BuildsFunction", "JobsFunction", "RetentionFunction");
        assertThat(changed(first, versions("packages", Map.of("packages", "new"))))
                .containsExactly(
                        "ApiFunction",
                        "BuildsFunction",
                        "JobsFunction",
                        "LandedFunction",
                        "PushFunction",
                        "RetentionFunction");
        assertThat(changed(first, versions("libraries", Map.of("of-builds", "new"))))
                .containsExactly("ApiFunction", "BuildsFunction", "JobsFunction", "RetentionFunction");
    }

    /** The stream lane's tasks refer to the layer's version, so that a new version replaces them. */
    @Test
    void a_changed_uploader_publishes_a_new_version_of_its_layer_only() throws Exception {
        Map<String, String> first = versions("first", Map.of());
        Map<String, String> second = versions("second", Map.of("uploader", "new"));
        assertThat(first.keySet())
                .filteredOn(name -> !Objects.equals(first.get(name), second.get(name)))
                .containsExactly("UploaderLayer");
        assertThat(Files.readString(Cloud.root().resolve("template.yaml")))
                .contains("- Name: SLIPWAY_UPLOADER_LAYER\n              Value: !Ref UploaderLayer\n");
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        return before.keySet().stream()
                .filter(name -> name.endsWith("Function"))
                .filter(function -> !Objects.equals(before.get(function), after.get(function)))
                .toList();
    }

    /** Returns the version of each function, by its logical id. */
    private Map<String, String> versions(String name, Map<String, String> layers) throws Exception {
        Path checkout = Files.createDirectories(folder.resolve(name));
        Path built = checkout.resolve("built");
        copyBuild(checkout);
        writeJars(checkout, layers);
        for (String target : TARGETS) {
            Path artifacts = Files.createDirectories(built.resolve(target));
            run(checkout, Map.of("ARTIFACTS_DIR", artifacts.toString()), "make", "-s", "build-" + target);
        }
        String python = Tool.python().toString();
        String resources = run(Cloud.root(), Map.of(), python, "scripts/translated-stack", built.toString());
        Map<String, String> versions = new TreeMap<>();
        Api.JSON.readTree(resources).properties().forEach(resource -> {
            String id = resource.getKey();
            switch (resource.getValue().path("Type").asText()) {
                case "AWS::Lambda::Version" ->
                    versions.put(
                            resource.getValue()
                                    .at("/Properties/FunctionName/Ref")
                                    .asText(),
                            id);
                case "AWS::Lambda::LayerVersion" -> versions.put(id.substring(0, id.length() - HASH), id);
                default -> {
                    // not versioned
                }
            }
        });
        return versions;
    }

    /** Writes the jars that Maven would have built, which the stand-in then finds. */
    private static void writeJars(Path checkout, Map<String, String> layers) throws IOException {
        Path maven = Files.writeString(checkout.resolve("mvnw"), "#!/bin/sh\ncp -r prepared/. .\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        Path prepared = checkout.resolve("prepared");
        for (String layer : LAYERS) {
            write(
                    prepared.resolve("layers/" + layer + "/target/slipway-" + layer + "-1.jar"),
                    layers.getOrDefault(layer, "old"));
            write(
                    prepared.resolve("layers/" + layer + "/target/layer/of-" + layer + ".jar"),
                    layers.getOrDefault("of-" + layer, "old"));
        }
        for (String function : FUNCTIONS) {
            write(
                    prepared.resolve("functions/" + function + "/target/slipway-function-" + function + "-1.jar"),
                    "same");
        }
        write(prepared.resolve("functions/api/target/layer/of-api.jar"), "library");
        write(prepared.resolve("console/target/slipway-console-1.jar"), "same");
        write(prepared.resolve("builder/target/bundle/slipway-builder"), "same");
        write(prepared.resolve("uploader/target/slipway-uploader-1.jar"), layers.getOrDefault("uploader", "same"));
        write(prepared.resolve("uploader/target/lib/library.jar"), "same");
        for (String module : List.of(
                "layers/core",
                "layers/aws",
                "layers/features",
                "client",
                "builder",
                "console",
                "uploader",
                "functions")) {
            write(checkout.resolve(module + "/pom.xml"), "<project/>");
        }
    }

    /** Copies what `sam build` runs, besides Maven. */
    static void copyBuild(Path checkout) throws IOException {
        for (String name : List.of("Makefile", "scripts/StoreJars.java", ".mvn/jdk.sh")) {
            Path file = checkout.resolve(name);
            Files.createDirectories(file.getParent());
            Files.copy(Cloud.root().resolve(name), file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        if (file.toString().endsWith(".jar")) {
            writeJar(file, content);
        } else {
            Files.writeString(file, content);
        }
    }

    /** Writes the same bytes for the same content: Maven's jars are reproducible too. */
    private static void writeJar(Path file, String content) throws IOException {
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry("content");
            entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            jar.write(content.getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }

    static String run(Path folder, Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + "\n" + output)
                .isZero();
        return output;
    }
}
