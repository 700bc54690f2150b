package io.slipway.builder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.slipway.builder.image.ImageReferences.Needed;
import io.slipway.builds.image.Platform;
import io.slipway.builds.report.BuildException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferencesTest {
    private static final Platform LINUX = Platform.parse("linux/amd64");

    @TempDir
    private Path folder;

    private List<Needed> needed(String dockerfile) throws BuildException, IOException {
        return needed(dockerfile, Optional.empty(), Map.of());
    }

    private List<Needed> needed(String dockerfile, Optional<String> target, Map<String, String> args)
            throws BuildException, IOException {
        Files.writeString(folder.resolve("Dockerfile"), dockerfile);
        return new ImageReferences(new ImageBuild(
                        folder, "Dockerfile", target, "linux/amd64", args, Set.of(), Map.of(), Map.of(), Instant.EPOCH))
                .needed();
    }

    @Test
    void each_image_of_a_from_copy_or_mount_is_listed_once_with_its_first_line() throws Exception {
        assertThat(needed("""
            FROM alpine:3.20 AS tools
            FROM example.com/base:1
            COPY --from=example.com/files:2 /a /a
            COPY --from=alpine:3.20 /b /b
            RUN --mount=type=bind,from=example.com/mounted:3,target=/m \\
                cp /m/c /c
            """))
                .containsExactly(
                        new Needed("alpine:3.20", 1, LINUX),
                        new Needed("example.com/base:1", 2, LINUX),
                        new Needed("example.com/files:2", 3, LINUX),
                        new Needed("example.com/mounted:3", 5, LINUX));
    }

    @Test
    void earlier_stages_and_scratch_are_not_images() throws Exception {
        assertThat(needed("""
            FROM example.com/base:1 AS build
            FROM scratch
            COPY --from=build /a /a
            COPY --from=0 /b /b
            RUN --mount=from=BUILD,target=/m true
            """)).extracting(Needed::name).containsExactly("example.com/base:1");
    }

    @Test
    void images_of_stages_after_the_target_are_not_needed() throws Exception {
        String dockerfile = "FROM example.com/a:1 AS a\nFROM example.com/b:1 AS b\n";
        assertThat(needed(dockerfile, Optional.of("a"), Map.of()))
                .extracting(Needed::name)
                .containsExactly("example.com/a:1");
    }

    @Test
    void arguments_in_names_are_expanded_and_stages_can_have_their_own_platform() throws Exception {
        assertThat(needed(
                        "ARG BASE\nFROM --platform=$BUILDPLATFORM $BASE\nFROM --platform=linux/arm64/v8 ${BASE}-arm\n",
                        Optional.empty(),
                        Map.of("BASE", "example.com/base:1")))
                .extracting(Needed::name, it -> it.platform().toString())
                .containsExactly(
                        tuple("example.com/base:1", "linux/amd64"), tuple("example.com/base:1-arm", "linux/arm64/v8"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oci:/etc",
                "docker-daemon:app:1",
                "containers-storage:app",
                "docker-archive:/var/image.tar",
                "https://example.com/image",
                "input:other",
                "./folder",
                "/etc",
                "~/image"
            })
    void a_name_with_which_a_tool_would_read_local_files_is_refused_with_its_line(String name) {
        assertThatThrownBy(() -> needed("FROM example.com/base:1\nCOPY --from=" + name + " / /\n"))
                .isInstanceOfSatisfying(BuildException.class, e -> {
                    assertThat(e.line()).isEqualTo(2);
                    assertThat(e.file()).isEqualTo("Dockerfile");
                    assertThat(e)
                            .hasMessageContaining(name)
                            .hasMessageContaining("must be the name of an image in a registry");
                });
    }

    @Test
    void an_invalid_image_name_is_refused() {
        assertThatThrownBy(() -> needed("FROM example.com/UPPER:1\n"))
                .isInstanceOf(BuildException.class)
                .hasMessageContaining("example.com/UPPER:1");
    }
}
