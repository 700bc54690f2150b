package io.slipway.packages.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPackTest {
    @TempDir
    Path temporary;

    @Test
    void the_same_files_give_the_same_bytes_regardless_of_their_times() throws IOException {
        Path first = write("first", List.of("a.txt", "bin/run", "z/deep/file"));
        Path second = write("second", List.of("z/deep/file", "a.txt", "bin/run"));
        Files.setLastModifiedTime(second.resolve("a.txt"), FileTime.fromMillis(1_000_000_000_000L));
        Path one = temporary.resolve("one.zip");
        Path other = temporary.resolve("other.zip");
        assertThat(FolderPack.pack(first, one)).isEqualTo(4);
        FolderPack.pack(second, other);
        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void a_packed_folder_is_extracted_with_links_and_executable_files() throws IOException {
        Path zip = temporary.resolve("it.zip");
        FolderPack.pack(write("it", List.of("a.txt", "bin/run")), zip);
        Path folder = Files.createDirectory(temporary.resolve("out"));
        new Extractor(ArchiveLimits.DEFAULT).extract(zip, ArchiveFormat.ZIP, folder);
        assertThat(folder.resolve("a.txt")).hasContent("a.txt").isRegularFile();
        assertThat(Files.getPosixFilePermissions(folder.resolve("a.txt")))
                .isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Files.getPosixFilePermissions(folder.resolve("bin/run")))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(Files.readSymbolicLink(folder.resolve("link"))).isEqualTo(Path.of("a.txt"));
        assertThat(folder.resolve("empty")).isEmptyDirectory();
    }

    private Path write(String name, List<String> files) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        for (String file : files) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(file.startsWith("bin/") ? "rwxrwx---" : "rw-------"));
        }
        Files.createSymbolicLink(folder.resolve("link"), Path.of("a.txt"));
        Files.createDirectory(folder.resolve("empty"));
        return folder;
    }
}
