package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests a Java client that OpenAPI Generator generates from the running registry's document. One schema is mapped by
 * hand, that of variables: for a choice between a list and a map, the generator writes invalid Java.
 */
@OnSharedCloud
class GeneratedClientTest {
    /** For programs that end before all compilers and a concurrent collector pay off. */
    private static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static final Path LIBRARIES = Cloud.root().resolve(".tools/lib").toAbsolutePath();

    @TempDir
    Path folder;

    @Test
    void a_generated_client_requests_images_and_reads_every_field(Cloud cloud) throws IOException {
        Map<String, String> files = Map.of(
                "Dockerfile", "FROM scratch\nCOPY app.conf /\n",
                "app.conf", "#{Host}\n",
                "sdi.yaml", "image: generated-client\nfeatures:\n  substituteInFiles: [app.conf]\n");
        Files.write(folder.resolve("Generated.Client.1.0.0.zip"), SampleApp.zip(files));
        new Command(cloud, folder).run("push", "Generated.Client.1.0.0.zip", "--replace");
        generate(cloud);
        compile();

        String printed = new Tool(program("env"), folder)
                .run(
                        "SLIPWAY_TOKEN=" + cloud.adminToken(),
                        program("java").toString(),
                        SHORT.getFirst(),
                        SHORT.getLast(),
                        "-cp",
                        folder.resolve("classes") + File.pathSeparator + classPath(),
                        "AskForImages",
                        cloud.url().toString(),
                        "Generated.Client");

        assertThat(printed.lines())
                .containsExactly(
                        "1 version",
                        "test.example.com -> example.com",
                        "app.conf: test.example.com -> example.com",
                        "true",
                        "true",
                        "app.conf",
                        "Failed features",
                        "3");
    }

    private void generate(Cloud cloud) {
        Path generator = installed("openapi-generator-cli-");
        new Tool(program("java"), folder)
                .run(
                        SHORT.getFirst(),
                        SHORT.getLast(),
                        "-jar",
                        generator.toString(),
                        "generate",
                        "--generator-name=java",
                        "--library=native",
                        "--input-spec=" + cloud.url() + "/api/openapi.json",
                        "--output=client",
                        "--schema-mappings=Variables=Object",
                        "--additional-properties=apiPackage=client.api,modelPackage=client.model,invokerPackage=client,openApiNullable=false,useJakartaEe=true",
                        "--global-property=apis,models,supportingFiles,apiDocs=false,modelDocs=false,apiTests=false,modelTests=false");
    }

    private void compile() throws IOException {
        List<String> arguments = new ArrayList<>();
        SHORT.forEach(option -> arguments.add("-J" + option));
        arguments.addAll(List.of("-nowarn", "-proc:none", "-d", "classes", "-cp", classPath()));
        try (Stream<Path> sources = Files.walk(folder.resolve("client/src/main/java"))) {
            sources.filter(source -> source.toString().endsWith(".java"))
                    .map(Path::toString)
                    .forEach(arguments::add);
        }
        arguments.add(Cloud.root()
                .resolve("e2e/generated-client/AskForImages.java")
                .toAbsolutePath()
                .toString());
        new Tool(program("javac"), folder).run(arguments.toArray(String[]::new));
    }

    private static String classPath() {
        installed("httpmime-");
        return LIBRARIES + "/*" + File.pathSeparator + System.getProperty("java.class.path");
    }

    private static Path installed(String name) {
        try (Stream<Path> files = Files.exists(LIBRARIES) ? Files.list(LIBRARIES) : Stream.empty()) {
            return files.filter(file -> file.getFileName().toString().startsWith(name))
                    .findFirst()
                    .orElseGet(() -> Tool.named(name).program());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path program(String name) {
        Path java = Path.of(System.getProperty("java.home"), "bin", name);
        return Files.isExecutable(java) ? java : Tool.named(name).program();
    }
}
