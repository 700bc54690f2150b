package io.slipway.builds.instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.report.BuildException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfilesTest {
    private final FileTree tree = new FileTree();

    @BeforeEach
    void prepare() {
        put("Dockerfile", "FROM scratch\nCOPY . /\n");
        put("secret.txt", "secret");
    }

    private void put(String path, String text) {
        tree.put(path, FileNode.file(0644, text.getBytes(StandardCharsets.UTF_8), new MemorySource(), false));
    }

    private static String padded(String text, int size) {
        return "#" + "x".repeat(size - text.length() - 2) + "\n" + text;
    }

    @Test
    void files_of_the_maximum_size_are_read_whole() throws Exception {
        put("Dockerfile", padded("FROM scratch\n", Dockerfiles.MAX_SIZE));
        put(".dockerignore", padded("secret.txt", Dockerfiles.MAX_SIZE));
        Dockerfiles read = Dockerfiles.of("Acme.Web", tree, "Dockerfile");
        assertThat(read.file().stages()).hasSize(1);
        assertThat(read.context().files().keySet()).doesNotContain("secret.txt");
    }

    /** A part of a {@code .dockerignore} would exclude fewer files from the image. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.dockerignore", ".dockerignore"})
    void a_larger_file_is_rejected(String path) {
        put(path, padded("FROM scratch\n", Dockerfiles.MAX_SIZE + 1));
        assertThatExceptionOfType(BuildException.class)
                .isThrownBy(() -> Dockerfiles.of("Acme.Web", tree, "Dockerfile"))
                .withMessage("the file must have at most 1048576 bytes, but has more")
                .satisfies(e -> assertThat(e.file()).isEqualTo(path));
    }
}
