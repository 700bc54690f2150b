package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requires that external dependencies are pinned by digest or version, and that no known advisory applies to them. */
class SupplyChainTest {
    private static final Pattern ACTION = Pattern.compile("\\s*- uses: .+|\\s*uses: .+");
    private static final Pattern PINNED_ACTION = Pattern.compile("\\s*(- )?uses: [\\w./-]+@[0-9a-f]{40} # v[\\d.]+");
    private static final Pattern PINNED_IMAGE =
            Pattern.compile("FROM (scratch|\\$.+|[\\w./:-]+@sha256:[0-9a-f]{64})( AS \\w+)?");
    private static final Pattern PROGRAM = Pattern.compile("[\\w.-]+\\.[a-z]+/[\\w./-]+@(\\S*)");
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");

    @Test
    void actions_are_pinned_by_commit() throws IOException {
        List<String> uses = new ArrayList<>();
        for (Path file : files(".github/workflows", "ml")) {
            Files.readAllLines(file).stream()
                    .filter(line -> ACTION.matcher(line).matches())
                    .forEach(uses::add);
        }
        assertThat(uses)
                .isNotEmpty()
                .allMatch(line -> PINNED_ACTION.matcher(line).matches());
    }

    /** Examples whose readers copy a release's base image into their registry; builds there record its digest. */
    private static final List<String> MIRRORED = List.of(
            "/examples/node/", "/examples/test-suites/", "/examples/dotnet-framework/", "/examples/spring-boot/");

    @Test
    void base_images_are_pinned_by_digest() throws IOException {
        List<String> bases = new ArrayList<>();
        for (String folder : List.of("uploader", "docs", "cli/src/main")) {
            for (Path file : files(folder, "Dockerfile")) {
                if (MIRRORED.stream().anyMatch(file.toString()::contains)) {
                    continue;
                }
                Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("FROM "))
                        .forEach(bases::add);
            }
        }
        assertThat(bases)
                .hasSizeGreaterThan(2)
                .allMatch(line -> PINNED_IMAGE.matcher(line).matches());
    }

    @Test
    void downloads_are_pinned() throws IOException {
        assertThat(read(".mvn/wrapper/maven-wrapper.properties")).containsPattern("distributionSha256Sum=[0-9a-f]{64}");
        List<String> versions = PROGRAM.matcher(read("e2e/install-clients"))
                .results()
                .map(it -> it.group(1))
                .toList();
        assertThat(versions).hasSizeGreaterThan(5).allMatch(version -> version.matches("v\\d.*"));
        for (String script : List.of("e2e/schemathesis", "scripts/lint-template")) {
            List<String> installs = read(script)
                    .lines()
                    .filter(line -> line.contains("pip\" install"))
                    .toList();
            assertThat(installs).isNotEmpty().allMatch(line -> line.contains("=="));
        }
    }

    /** Checks the jars of DynamoDB Local, which the one-machine cloud runs: only our POM raises their versions. */
    @Test
    void no_known_advisory_applies_to_dynamodb_local(@TempDir Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        for (JsonNode advisory : Api.JSON.readTree(read("scripts/advisories.json"))) {
            names.add(advisory.path("affected")
                    .path(0)
                    .path("package")
                    .path("name")
                    .asText());
        }
        // The folder keeps the jars of earlier builds: only the newest of each is used.
        Map<String, String> versions = new TreeMap<>();
        for (Path jar :
                files("local/dynamodb/target/lib", ".jar").stream().sorted().toList()) {
            var matcher = JAR.matcher(jar.getFileName().toString());
            if (matcher.matches()) {
                versions.put(matcher.group(1), matcher.group(2));
            }
        }
        List<String> dependencies = names.stream()
                .filter(name -> versions.containsKey(name.substring(name.indexOf(':') + 1)))
                .map(name -> name + ":" + versions.get(name.substring(name.indexOf(':') + 1)))
                .distinct()
                .toList();
        assertThat(dependencies).anyMatch(it -> it.contains(":log4j-core:"));
        assertThat(check(folder, dependencies)).isEqualTo(0);
    }

    @Test
    void a_known_advisory_is_found(@TempDir Path folder) throws IOException {
        String log4j = "org.apache.logging.log4j:log4j-core:";
        assertThat(check(folder, List.of(log4j + "2.14.1"))).isEqualTo(1);
        assertThat(check(folder, List.of(log4j + "2.17.1"))).isEqualTo(1);
        assertThat(check(folder, List.of("io.netty:netty-codec:4.1.124.Final"))).isEqualTo(1);
        assertThat(check(folder, List.of("io.netty:netty-codec:4.1.125.Final"))).isEqualTo(0);
        assertThat(check(folder, List.of("org.example:nothing:1.0"))).isEqualTo(0);
        assertThat(check(folder, List.of())).as("nothing to check").isEqualTo(1);
    }

    private static int check(Path folder, List<String> dependencies) throws IOException {
        Path list = Files.write(folder.resolve("dependencies"), dependencies);
        Process process = new ProcessBuilder(
                        Cloud.root().resolve("scripts/check-advisories").toString(),
                        "--offline",
                        "--dependencies",
                        list.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Cloud.root().resolve(file));
    }

    private static List<Path> files(String folder, String end) throws IOException {
        try (Stream<Path> all = Files.walk(Cloud.root().resolve(folder))) {
            return all.filter(it -> it.toString().endsWith(end)).toList();
        }
    }
}
