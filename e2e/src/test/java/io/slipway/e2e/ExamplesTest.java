package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the pages of {@code docs/how-to/examples}: their commands run literally, in a folder that looks like a
 * checkout, and print the output on the pages. Ports that are in use are replaced by others, and images of registries
 * that the tests cannot reach by stand-ins.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamplesTest {
    /** The registry's port on the pages. */
    private static final int REGISTRY = 8080;

    /** The application's port on the pages. */
    private static final int APPLICATION = 8081;

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\n(.*?)^```$");
    private static final String END = "--- end of a block ---\n";

    /** Creates the prerequisites of the pages: base images, and the layers of a Spring Boot application. */
    private static final String STAND_INS = """
        set -eu
        cd docs/how-to/examples
        buildah login --tls-verify=false --username admin --password "$TOKEN" localhost:8080
        cp /bin/busybox web-app/base/
        buildah bud --tag stand-in web-app/base
        for image in cypress/included:14.5.4 postman/newman:6-alpine node:22-slim eclipse-temurin:21-jre; do
          buildah push --tls-verify=false stand-in "docker://localhost:8080/mirror/$image"
        done
        mkdir -p spring-boot/layers/dependencies/lib spring-boot/layers/application windows/Files/Windows windows/Hives
        echo library >spring-boot/layers/dependencies/lib/spring-core-6.2.10.jar
        echo application >spring-boot/layers/application/orders.jar
        tar -C windows -czf windows.tar.gz Files Hives
        windows=localhost:8080/mirror/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2022
        echo "$TOKEN" | "$CRANE" auth login localhost:8080 --username admin --password-stdin
        "$CRANE" append --insecure --new_layer windows.tar.gz --new_tag "$windows"
        "$CRANE" mutate --insecure --set-platform windows/amd64:10.0.20348.2402 --tag "$windows" "$windows"
        """;

    private Path folder;
    private Cloud cloud;

    /** Commands with their expected output; null if the page does not show it. */
    private record Step(
            String commands,
            @org.jspecify.annotations.Nullable String output) {}

    @BeforeAll
    void start(@TempDir Path temporary) throws IOException {
        Tool.requireRoot();
        Tool.named("buildah");
        folder = temporary;
        cloud = Cloud.startOnceAt(Cloud.isFree(REGISTRY) ? REGISTRY : 0, folder.resolve(".slipway"));
        Files.createSymbolicLink(
                folder.resolve("slipway"), Cloud.root().resolve("slipway").toRealPath());
        Path docs = Files.createDirectories(folder.resolve("docs/how-to"));
        Path examples = Cloud.root().resolve("docs/how-to/examples").toRealPath();
        Tool.named("cp").run("-r", examples.toString(), docs.toString());
        String exports = "export TOKEN='%s' CRANE='%s' CONTAINERS_STORAGE_CONF='%s'%n"
                .formatted(cloud.adminToken(), Tool.named("crane").program().toAbsolutePath(), storage());
        Path script = Files.writeString(folder.resolve("stand-ins.bash"), exports + hereAndNow(STAND_INS));
        new Tool(Tool.named("bash").program(), folder).run(script.toString());
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
            // Images have links to any place.
            Tool.named("rm").run("-rf", folder.resolve("images").toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web-app", "ad-hoc-script", "test-suites", "node", "spring-boot", "dotnet-framework"})
    void the_commands_of_a_page_print_the_documented_output(String page) throws IOException {
        List<Step> steps =
                steps(hereAndNow(Files.readString(Cloud.root().resolve("docs/how-to/examples/" + page + ".md"))));
        StringBuilder script = new StringBuilder("set -eu\n");
        script.append("export CONTAINERS_STORAGE_CONF=").append(storage()).append('\n');
        steps.forEach(step -> script.append(step.commands())
                .append("echo '")
                .append(END.strip())
                .append("'\n"));
        // From a file, because the commands would read the rest of the page from standard input.
        Path file = Files.writeString(folder.resolve(page + ".bash"), script);
        Tool.Result result = new Tool(Tool.named("bash").program(), folder).attempt("", file.toString());
        String[] printed = result.output().split(Pattern.quote(END), -1);
        for (int i = 0; i < steps.size() && i < printed.length; i++) {
            if (steps.get(i).output() != null) {
                assertThat(printed[i])
                        .as(steps.get(i).commands() + result.errors())
                        .isEqualTo(steps.get(i).output());
            }
        }
        assertThat(result.code()).as(result.output() + result.errors()).isZero();
        assertThat(printed).hasSize(steps.size() + 1);
    }

    private static List<Step> steps(String page) {
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            boolean told = i + 1 < blocks.size() && blocks.get(i + 1).group(1).equals("text");
            if (blocks.get(i).group(1).equals("sh")) {
                steps.add(new Step(
                        blocks.get(i).group(2), told ? blocks.get(i + 1).group(2) : null));
            }
        }
        assertThat(steps).hasSizeGreaterThan(2);
        return steps;
    }

    private String hereAndNow(String page) throws IOException {
        String text = page.replace(":" + REGISTRY, ":" + cloud.url().getPort());
        return Cloud.isFree(APPLICATION) ? text : text.replace(":" + APPLICATION, ":" + Cloud.anyPort());
    }

    /** Configures Buildah to keep its images in the test's folder. */
    private Path storage() throws IOException {
        return Files.writeString(
                folder.resolve("storage.conf"),
                Stream.of("[storage]", "driver = \"vfs\"", "graphroot = \"%s/images\"", "runroot = \"%s/run\"", "")
                        .map(line -> line.formatted(folder))
                        .collect(java.util.stream.Collectors.joining("\n")));
    }
}
