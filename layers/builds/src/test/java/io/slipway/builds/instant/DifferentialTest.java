package io.slipway.builds.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.builds.instant.DifferentialCases.Case;
import io.slipway.builds.instant.DifferentialLab.Image;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Builds Dockerfiles with BuildKit, with Buildah and as the instant engine does, and compares the file systems
 * (paths, types, modes, owners, links, contents, times) and the configurations. Needs root and the programs; a
 * missing one is skipped.
 */
class DifferentialTest {
    @TempDir
    private static Path folder;

    /** The number of concurrent builds: the tools mostly wait for the disk. */
    private static final int AT_ONCE = 4;

    private static final ExecutorService POOL = Executors.newFixedThreadPool(AT_ONCE);

    private static DifferentialLab lab;
    private static Optional<BuildTool> buildkit = Optional.empty();
    private static final Map<String, Future<Optional<Image>>> BY_BUILDKIT = new HashMap<>();
    private static final Map<String, Future<Optional<Image>>> BY_BUILDAH = new HashMap<>();

    /** Starts all builds; each test waits for its own. */
    @BeforeAll
    static void start() throws IOException {
        lab = new DifferentialLab(folder);
        buildkit = BuildTool.buildkit(lab, folder);
        Optional<BuildTool> buildah = BuildTool.buildah(lab, folder);
        for (Case it : DifferentialCases.read()) {
            buildkit.ifPresent(tool -> BY_BUILDKIT.put(it.name(), POOL.submit(() -> tool.build(it))));
            if (!it.without().contains("buildah")) {
                buildah.ifPresent(tool -> BY_BUILDAH.put(it.name(), POOL.submit(() -> tool.build(it))));
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        POOL.shutdownNow();
        if (buildkit.isPresent()) {
            buildkit.get().close();
        }
    }

    static Stream<Case> cases() throws IOException {
        return DifferentialCases.read().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_image_is_the_same_as_buildkits(Case it) throws Exception {
        assumeTrue(BY_BUILDKIT.containsKey(it.name()), "BuildKit is not available");
        compare(it, BY_BUILDKIT.get(it.name()).get());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void the_image_is_the_same_as_buildahs(Case it) throws Exception {
        assumeTrue(BY_BUILDAH.containsKey(it.name()), "Buildah is not available, or differs from BuildKit");
        compare(it, BY_BUILDAH.get(it.name()).get());
    }

    private static void compare(Case it, Optional<Image> expected) throws IOException {
        Optional<Image> ours = lab.build(it);
        assertThat(ours.isPresent()).as("can be built").isEqualTo(expected.isPresent());
        if (ours.isPresent()) {
            SortedMap<String, String> files = ours.get().files();
            assertThat(files).containsExactlyEntriesOf(expected.get().files());
            assertThat(settings(ours.get().config()))
                    .isEqualTo(settings(expected.get().config()));
        }
    }

    /** Returns the settings that all tools write: Buildah also writes empty values, and an image from scratch has no environment. */
    private static Map<String, String> settings(JsonNode config) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("os", config.path("os").asText());
        settings.put("architecture", config.path("architecture").asText());
        settings.put("author", config.path("author").asText(""));
        config.path("config").properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean empty = value.isNull()
                    || (value.isContainerNode() && value.isEmpty())
                    || (value.isTextual()
                            && (value.asText().isEmpty() || value.asText().equals("/")));
            boolean container = java.util.Set.of(
                            "Image",
                            "Hostname",
                            "Domainname",
                            "AttachStdin",
                            "AttachStdout",
                            "AttachStderr",
                            "Tty",
                            "OpenStdin",
                            "StdinOnce",
                            "ArgsEscaped")
                    .contains(field.getKey());
            if (!empty && !container) {
                settings.put(field.getKey(), sorted(value));
            }
        });
        return settings;
    }

    private static String sorted(JsonNode value) {
        if (!value.isObject()) {
            return value.toString();
        }
        Map<String, String> fields = new TreeMap<>();
        value.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
        return fields.toString();
    }
}
