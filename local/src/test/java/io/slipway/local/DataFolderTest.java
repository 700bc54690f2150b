package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the cloud's own files. */
class DataFolderTest {
    @TempDir
    private Path folder;

    @Test
    void secrets_are_valid_command_arguments_and_stay_the_same() throws IOException {
        try (DataFolder data = DataFolder.open(folder)) {
            for (int i = 0; i < 200; i++) {
                String secret = data.secret("secret-" + i);
                assertThat(secret).matches("[0-9a-f]{72}");
                assertThat(data.secret("secret-" + i)).isEqualTo(secret);
            }
        }
    }

    @Test
    void temporary_files_of_a_killed_cloud_are_removed() throws IOException {
        Path work = Files.createDirectories(folder.resolve("tmp/slipway-instant1/work"));
        Files.writeString(work.resolve("file"), "content");
        assertThat(work.toFile().setWritable(false))
                .as("as in an extracted package")
                .isTrue();
        try (DataFolder data = DataFolder.open(folder)) {
            data.emptyTemporary();
            assertThat(data.temporary()).isEqualTo(folder.resolve("tmp")).isEmptyDirectory();
        }
    }
}
