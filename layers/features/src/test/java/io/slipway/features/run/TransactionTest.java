package io.slipway.features.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTest {
    private static final String ID = "00000000-0000-0000-0000-000000000000";

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void files() throws IOException {
        folder = Files.createDirectories(temp.resolve("folder")).toRealPath();
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("a"), "old a");
        Files.writeString(folder.resolve("sub/b"), "old b");
    }

    @Test
    void all_files_are_written_and_no_other_file_is_left() throws IOException {
        Transaction.write(folder, bytes("a", "new a", "sub/b", "new b"));

        assertThat(contents()).isEqualTo(Map.of("a", "new a", "sub/b", "new b"));
    }

    @Test
    void modes_are_kept() throws IOException {
        Files.setPosixFilePermissions(folder.resolve("a"), PosixFilePermissions.fromString("rwxr-x--x"));

        Transaction.write(folder, bytes("a", "new a"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("a"))))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void all_files_are_restored_if_one_cannot_be_replaced() throws IOException {
        // A rename cannot replace a folder that is not empty: the last of three renames fails.
        Files.createDirectories(folder.resolve("z/full"));

        assertThatThrownBy(() -> Transaction.write(folder, bytes("a", "new a", "sub/b", "new b", "z", "new z")))
                .isInstanceOf(IOException.class);

        assertThat(contents()).isEqualTo(Map.of("a", "old a", "sub/b", "old b"));
    }

    @Test
    void all_files_are_restored_if_one_cannot_be_staged() {
        assertThatThrownBy(() -> Transaction.write(folder, bytes("a", "new a", "gone/c", "new c")))
                .isInstanceOf(IOException.class);

        assertThat(contents()).isEqualTo(Map.of("a", "old a", "sub/b", "old b"));
    }

    @Test
    void the_next_run_restores_the_files_of_a_killed_run() throws IOException {
        // The state between two renames: a is new already, sub/b is not.
        Files.createLink(folder.resolve(".slipway-old-" + ID + "-0"), folder.resolve("a"));
        Files.writeString(folder.resolve("fresh"), "new a");
        Files.move(folder.resolve("fresh"), folder.resolve("a"), StandardCopyOption.REPLACE_EXISTING);
        Files.createLink(folder.resolve("sub/.slipway-old-" + ID + "-1"), folder.resolve("sub/b"));
        Files.writeString(folder.resolve("sub/.slipway-new-" + ID + "-1"), "new b");
        Files.writeString(folder.resolve(Transaction.JOURNAL), ID + "\0a\0sub/b");

        assertThat(Transaction.recover(folder)).isTrue();

        assertThat(contents()).isEqualTo(Map.of("a", "old a", "sub/b", "old b"));
        assertThat(Transaction.recover(folder)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rubbish", ID + "\0../outside", ID + "\0/etc/passwd"})
    void a_journal_of_another_program_changes_no_file(String journal) throws IOException {
        Files.writeString(folder.resolve(Transaction.JOURNAL), journal);
        Files.writeString(temp.resolve("outside"), "x");
        Files.writeString(temp.resolve(".slipway-old-" + ID + "-0"), "evil");

        assertThatThrownBy(() -> Transaction.recover(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("delete it");

        assertThat(temp.resolve("outside")).hasContent("x");
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return contents;
    }

    private static Map<Path, byte[]> bytes(String... pairs) {
        Map<Path, byte[]> bytes = new TreeMap<>();
        List<String> all = List.of(pairs);
        for (int i = 0; i < all.size(); i += 2) {
            bytes.put(Path.of(all.get(i)), all.get(i + 1).getBytes(StandardCharsets.UTF_8));
        }
        return bytes;
    }
}
