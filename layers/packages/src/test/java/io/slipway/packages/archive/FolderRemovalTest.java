package io.slipway.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderRemovalTest {
    @TempDir
    Path temporary;

    @Test
    void a_folder_is_removed_with_its_contents_and_without_following_links() throws IOException {
        Path kept = Files.createDirectory(temporary.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path folder = temporary.resolve("folder");
        Files.createDirectories(folder.resolve("below"));
        Files.writeString(folder.resolve("below/file"), "x");
        Files.createSymbolicLink(folder.resolve("link"), kept);
        folder.resolve("below").toFile().setWritable(false);

        FolderRemoval.remove(folder);

        assertThat(folder).doesNotExist();
        assertThat(kept.resolve("file")).exists();
    }

    @Test
    void removing_a_missing_folder_has_no_effect() {
        assertThatCode(() -> FolderRemoval.remove(temporary.resolve("nothing"))).doesNotThrowAnyException();
    }
}
