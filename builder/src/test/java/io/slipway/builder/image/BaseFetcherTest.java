package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.builder.job.JobLog;
import io.slipway.builds.image.Platform;
import io.slipway.builds.inputs.BaseImage;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.memory.MemoryBuildPorts;
import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.Mask;
import io.slipway.client.RegistryUrl;
import io.slipway.client.Session;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pulls base images into layouts, from the build's registry and from others. */
class BaseFetcherTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Platform LINUX = Platform.parse("linux/amd64");
    private static final Platform ARM = Platform.parse("linux/arm64");
    private static final Platform WINDOWS = Platform.parse("windows/amd64");

    @TempDir
    private Path folder;

    private final Shelf own = new Shelf();
    private final Shelf other = new Shelf();
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private int jobs;

    @AfterEach
    void stop() {
        own.close();
        other.close();
    }

    private Map<String, FetchedBase> fetch(String dockerfile, Map<String, BaseImage> known, boolean loopback)
            throws BuildException, IOException {
        Path job = Files.createDirectory(folder.resolve("job" + jobs++));
        Files.writeString(job.resolve("Dockerfile"), dockerfile);
        ImageBuild build = new ImageBuild(
                job,
                "Dockerfile",
                Optional.empty(),
                "linux/amd64",
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Instant.EPOCH);
        try (Session session = Session.reading(RegistryUrl.parse("http://" + own.host()), Optional.empty());
                JobLog log = new JobLog(
                        new BuildId(SpaceName.DEFAULT, "0123456789abcdef0001"),
                        new MemoryBuildPorts().objects(),
                        Mask.of(Set.of()),
                        job,
                        new PrintStream(console, true, StandardCharsets.UTF_8),
                        Clock.systemUTC())) {
            BlobCache blobs = new BlobCache(folder.resolve("kept"), job.resolve("work"), Clock.systemUTC());
            return new BaseFetcher(session, known, loopback, blobs, log).fetch(build, job.resolve("bases"));
        }
    }

    /** Fetches the only image of a Dockerfile. */
    private FetchedBase fetched(String name, Map<String, BaseImage> known, boolean loopback)
            throws BuildException, IOException {
        Map<String, FetchedBase> all = fetch("FROM " + name + "\n", known, loopback);
        assertThat(all).containsOnlyKeys(name);
        return all.values().iterator().next();
    }

    private static JsonNode read(Path file) throws IOException {
        return JSON.readTree(file.toFile());
    }

    private static Path blob(Path layout, JsonNode descriptor) {
        return layout.resolve("blobs/sha256")
                .resolve(descriptor.path("digest").asText().substring("sha256:".length()));
    }

    @Test
    void a_base_image_is_pulled_by_its_resolved_digest_even_if_its_tag_has_moved() throws Exception {
        Digest digest = Digest.parse(own.image("base", LINUX).path("digest").asText());
        String name = own.host() + "/base@" + digest;
        BaseImage base = new BaseImage("BASE", "base:1", RepositoryName.parse("base"), digest);
        FetchedBase fetched = fetched(name, Map.of(name, base), false);
        assertThat(fetched.repository()).contains(RepositoryName.parse("base"));
        assertThat(own.requests).contains("GET /v2/base/manifests/" + digest).noneMatch(it -> it.endsWith("latest"));
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("pulled base:1: " + digest + ", 1 layers");
    }

    @Test
    void the_image_for_the_platform_is_selected_from_an_index() throws Exception {
        other.index("tools", ARM, LINUX);
        String name = other.host() + "/tools:latest";
        FetchedBase fetched = fetched(name, Map.of(), true);
        assertThat(fetched.config().path("architecture").asText()).isEqualTo("amd64");
        JsonNode layer = fetched.manifest().path("layers").path(0);
        assertThat(blob(fetched.layout(), layer)).hasContent("layer of linux/amd64");
        JsonNode image =
                read(fetched.layout().resolve("index.json")).path("manifests").path(0);
        assertThat(image.path("digest").asText()).isEqualTo(fetched.digest());
        assertThat(blob(fetched.layout(), image)).exists();
    }

    @Test
    void an_index_without_the_platform_is_refused_with_the_existing_platforms() {
        other.index("tools", ARM, WINDOWS);
        assertThatThrownBy(() ->
                        fetch("FROM scratch\nCOPY --from=" + other.host() + "/tools:latest / /\n", Map.of(), true))
                .isInstanceOfSatisfying(BuildException.class, e -> {
                    assertThat(e).hasMessageContaining("has no linux/amd64; it has linux/arm64, windows/amd64");
                    assertThat(e.line()).isEqualTo(2);
                });
    }

    @Test
    void a_single_image_for_another_platform_is_refused() {
        other.image("tools", ARM);
        assertThatThrownBy(() -> fetch("FROM " + other.host() + "/tools:latest\n", Map.of(), true))
                .hasMessageContaining("has no linux/amd64; it has linux/arm64");
    }

    @Test
    void an_incomplete_history_is_completed_only_in_the_layout() throws Exception {
        other.image("tools", LINUX, JSON.readTree("[{\"created_by\":\"ENV A=1\",\"empty_layer\":true}]"));
        String name = other.host() + "/tools:latest";
        FetchedBase fetched = fetched(name, Map.of(), true);
        assertThat(fetched.config().path("history")).hasSize(1);
        JsonNode image =
                read(fetched.layout().resolve("index.json")).path("manifests").path(0);
        JsonNode config =
                read(blob(fetched.layout(), read(blob(fetched.layout(), image)).path("config")));
        assertThat(config.path("history")).hasSize(2);
        assertThat(config.path("history"))
                .allSatisfy(entry -> assertThat(entry.path("created").asText()).isEqualTo("1970-01-01T00:00:00Z"));
        assertThat(config.path("history").path(1).path("created_by").asText()).isEqualTo("a layer of " + name);
    }

    @Test
    void a_layer_is_pulled_once_for_all_jobs_of_a_machine() throws Exception {
        other.image("tools", LINUX);
        String dockerfile = "FROM " + other.host() + "/tools:latest\n";
        fetch(dockerfile, Map.of(), true);
        fetch(dockerfile, Map.of(), true);
        assertThat(other.requests)
                .filteredOn(it -> it.contains("/blobs/"))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(other.requests).filteredOn(it -> it.contains("/manifests/")).hasSize(2);
    }

    @Test
    void addresses_of_the_machine_itself_are_refused_before_any_request() {
        other.image("tools", LINUX);
        for (String host : List.of(other.host(), "127.0.0.1:1", "169.254.170.2")) {
            assertThatThrownBy(() -> fetch("FROM " + host + "/tools:latest\n", Map.of(), false))
                    .isInstanceOf(BuildException.class)
                    .hasMessageContaining("is an address of this machine");
        }
        assertThat(other.requests).isEmpty();
    }

    @Test
    void a_missing_image_is_reported_with_the_command_that_copies_it() {
        String name = other.host() + "/missing:1";
        assertThatThrownBy(() -> fetch("FROM " + name + "\n", Map.of(), true))
                .hasMessageContaining("cannot pull the image " + name)
                .hasMessageContaining("'slipway image copy " + name + " NAME' copies it into this registry");
        assertThatThrownBy(() -> fetch("FROM " + own.host() + "/missing:1\n", Map.of(), true))
                .hasMessageContaining("baseImages in sdi.yaml");
    }

    @Test
    void an_unknown_host_is_reported() {
        assertThatThrownBy(() -> fetch("FROM registry.invalid/base:1\n", Map.of(), false))
                .hasMessageContaining("there is no host registry.invalid");
    }
}
