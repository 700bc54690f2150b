package io.slipway.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void a_closed_folder_is_removed_with_its_files() throws IOException {
        Path path;
        try (TemporaryFolder folder = TemporaryFolder.create("slipway-test")) {
            path = folder.path();
            Files.createFile(Files.createDirectory(path.resolve("a")).resolve("b"));
            assertThat(path.toString()).contains("slipway-test");
        }
        assertThat(path).doesNotExist();
    }

    @Test
    void the_folder_of_a_process_that_was_ended_by_a_signal_is_removed() throws Exception {
        Process process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            Path path = Path.of(Objects.requireNonNull(output.readLine()));
            assertThat(path).isNotEmptyDirectory();
            process.toHandle().destroy();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(path).doesNotExist();
            assertThat(path.resolveSibling(path.getFileName() + ".removed")).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Writes files into a folder until the process ends. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) throws IOException {
            try (TemporaryFolder folder = TemporaryFolder.create("slipway-test")) {
                for (int i = 0; true; i++) {
                    Files.writeString(folder.path().resolve("file-" + i % 100), "content");
                    if (i == 10) {
                        System.out.println(folder.path());
                    }
                }
            }
        }
    }
}
