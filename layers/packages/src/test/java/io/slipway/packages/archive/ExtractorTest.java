package io.slipway.packages.archive;

import static io.slipway.packages.archive.Archives.file;
import static io.slipway.packages.archive.Archives.hardLink;
import static io.slipway.packages.archive.Archives.link;
import static io.slipway.packages.archive.Archives.symlink;
import static io.slipway.packages.archive.Archives.tar;
import static io.slipway.packages.archive.Archives.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(100, 1 << 20, 200);

    @TempDir
    Path temporary;

    private Path folder = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectories(temporary.resolve("outer/folder"));
    }

    @Test
    void files_modes_and_links_inside_are_kept() throws IOException {
        byte[] archive = tar(it -> {
            file(it, "./bin/run.sh", "#!/bin/sh", 0755);
            file(it, "secret", "s", 0400);
            symlink(it, "bin/current", "run.sh");
            symlink(it, "up", "bin/../secret");
            symlink(it, "dangling", "not/there");
            hardLink(it, "bin/again", "bin/run.sh");
        });
        Map<ArchiveFormat, byte[]> packages = Map.of(
                ArchiveFormat.TAR, archive,
                ArchiveFormat.TAR_GZIP, Archives.gzip(archive),
                ArchiveFormat.TAR_BZIP2, Archives.bzip2(archive),
                ArchiveFormat.TAR_XZ, Archives.xz(archive),
                ArchiveFormat.TAR_ZSTD, Archives.zstd(archive));
        for (Map.Entry<ArchiveFormat, byte[]> packed : packages.entrySet()) {
            makeFolder();
            Extractor.Extracted extracted = extract(packed.getValue(), packed.getKey());
            assertThat(extracted.entries()).isEqualTo(6);
            assertThat(extracted.bytes()).isEqualTo(10);
            assertThat(listing())
                    .containsEntry("bin", "rwxr-xr-x/")
                    .containsEntry("bin/run.sh", "rwxr-xr-x #!/bin/sh")
                    .containsEntry("bin/again", "rwxr-xr-x #!/bin/sh")
                    .containsEntry("secret", "rw------- s")
                    .containsEntry("bin/current", "-> run.sh")
                    .containsEntry("up", "-> bin/../secret")
                    .containsEntry("dangling", "-> not/there");
            clear();
        }
    }

    @Test
    void a_zip_keeps_modes_and_links_and_gets_defaults_if_it_has_none() throws IOException {
        byte[] archive = zip(it -> {
            file(it, "run.sh", "#!", 0100755);
            file(it, "link", "run.sh", 0120777);
            file(it, "windows\\config.xml", "<a/>");
            it.putArchiveEntry(new ZipArchiveEntry("empty/"));
            it.closeArchiveEntry();
        });
        extract(archive, ArchiveFormat.ZIP);
        assertThat(listing())
                .containsOnly(
                        Map.entry("run.sh", "rwxr-xr-x #!"),
                        Map.entry("link", "-> run.sh"),
                        Map.entry("windows", "rwxr-xr-x/"),
                        Map.entry("windows/config.xml", "rw-r--r-- <a/>"),
                        Map.entry("empty", "rwxr-xr-x/"));
    }

    @Test
    void times_are_always_the_same() throws IOException {
        extract(
                tar(it -> {
                    file(it, "a/b");
                    symlink(it, "l", "a");
                }),
                ArchiveFormat.TAR);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(file -> !file.equals(folder)).toList())
                    .allSatisfy(file -> assertThat(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                                    .toInstant())
                            .isEqualTo(Extractor.TIME));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../escape", "a/../../escape", "a/..", "/etc/passwd", "//server/share", "C:/windows", "c:\\windows",
                "\\windows", "..\\escape", "a\\..\\..\\escape", "a\u0000b", "a\nb", "a\u001b[31m", "a\ufffdb"
            })
    void names_that_leave_the_folder_and_invalid_names_are_refused(String name) {
        refused(tar(it -> file(it, "x" + name.length(), "", 0)), ArchiveFormat.TAR, name);
        if (name.indexOf('\0') < 0) {
            assertRefused(tarWithName(name), ArchiveFormat.TAR);
        }
        assertRefused(Archives.rawZip(true, name.getBytes(StandardCharsets.UTF_8)), ArchiveFormat.ZIP);
        assertThat(temporary.resolve("escape")).doesNotExist();
        assertThat(temporary.resolve("outer/escape")).doesNotExist();
    }

    /** Writes the name into the header afterwards, because the library would correct it. */
    private static byte[] tarWithName(String name) {
        return tar(it -> {
            TarArchiveEntry entry = new TarArchiveEntry("harmless", true);
            entry.setName(name);
            it.putArchiveEntry(entry);
            it.closeArchiveEntry();
        });
    }

    private void refused(byte[] harmless, ArchiveFormat format, String name) {
        // The same archive with another name is accepted, which shows that the name was the reason for the refusal.
        try {
            extract(harmless, format);
            clear();
            makeFolder();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "../x", "a/../../x", "deep/out", "C:\\x", "x\\..\\..", ""})
    void links_that_leave_the_folder_are_refused(String target) {
        assertRefused(
                tar(it -> {
                    symlink(it, "deep/er/back", "../..");
                    symlink(it, "deep/out", "er/back/..");
                    symlink(it, "link", target);
                }),
                ArchiveFormat.TAR);
        if (!target.equals("deep/out")) {
            assertRefused(zip(it -> file(it, "link", target, 0120777)), ArchiveFormat.ZIP);
        }
    }

    @Test
    void a_link_that_leaves_the_folder_only_through_other_links_is_refused() {
        assertRefused(
                tar(it -> {
                    symlink(it, "a/b/back", "../..");
                    symlink(it, "out", "a/b/back/..");
                }),
                ArchiveFormat.TAR,
                "the link 'out' must stay inside its folder");
    }

    @Test
    void cycles_of_links_are_refused() {
        assertRefused(
                tar(it -> {
                    symlink(it, "a", "b");
                    symlink(it, "b", "a");
                }),
                ArchiveFormat.TAR,
                "must not pass through more than 40 links");
    }

    @Test
    void nothing_is_written_through_a_link() {
        assertRefused(
                tar(it -> {
                    symlink(it, "link", "folder");
                    file(it, "link/file");
                }),
                ArchiveFormat.TAR,
                "'link/file' must be below folders, but 'link' is a link");
        assertRefused(
                tar(it -> {
                    file(it, "link/file");
                    symlink(it, "link", "folder");
                }),
                ArchiveFormat.TAR,
                "'link' must be a folder or a file, but is both");
    }

    @Test
    void of_two_entries_with_the_same_name_the_later_one_wins() throws IOException {
        Extractor.Extracted extracted = extract(
                tar(it -> {
                    file(it, "a.txt", "first", 0644);
                    hardLink(it, "other", "a.txt");
                    file(it, "b.txt", "b", 0644);
                    file(it, "./a.txt", "second", 0755);
                    symlink(it, "link", "b.txt");
                    file(it, "link", "no link", 0644);
                    file(it, "file", "no file", 0644);
                    symlink(it, "file", "b.txt");
                    hardLink(it, "b.txt", "b.txt");
                }),
                ArchiveFormat.TAR);
        assertThat(listing())
                .containsOnly(
                        Map.entry("a.txt", "rwxr-xr-x second"),
                        Map.entry("other", "rw-r--r-- first"),
                        Map.entry("b.txt", "rw-r--r-- b"),
                        Map.entry("link", "rw-r--r-- no link"),
                        Map.entry("file", "-> b.txt"));
        assertThat(extracted.twice()).containsExactly("a.txt", "link", "file");
        clear();
        byte[] name = "a".getBytes(StandardCharsets.UTF_8);
        assertThat(extract(Archives.rawZip(true, name, name), ArchiveFormat.ZIP).twice())
                .containsExactly("a");
        assertThat(listing()).containsOnly(Map.entry("a", "rw-r--r-- content"));
    }

    @Test
    void a_header_with_a_wrong_checksum_is_reported_as_damage() {
        byte[] damaged = tar(it -> file(it, "a"));
        damaged[0] = 'b';
        assertRefused(damaged, ArchiveFormat.TAR, "the checksum of a header does not match");
    }

    @Test
    void a_hard_link_refers_to_an_earlier_file_of_the_archive() {
        assertRefused(tar(it -> hardLink(it, "x", "/etc/passwd")), ArchiveFormat.TAR, "must be relative");
        assertRefused(tar(it -> hardLink(it, "x", "../y")), ArchiveFormat.TAR, "must stay inside its folder");
        assertRefused(tar(it -> hardLink(it, "x", "later")), ArchiveFormat.TAR, "must refer to an earlier file");
        assertRefused(
                tar(it -> {
                    symlink(it, "s", "t");
                    hardLink(it, "x", "s");
                }),
                ArchiveFormat.TAR,
                "must refer to an earlier file");
    }

    @Test
    void devices_and_pipes_are_refused() {
        for (byte type : new byte[] {TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO, 'V', 'Z'}) {
            assertRefused(
                    tar(it -> link(it, "dev", "", type)),
                    ArchiveFormat.TAR,
                    "'dev' must be a file, a folder or a link");
        }
        assertRefused(zip(it -> file(it, "pipe", "", 0010644)), ArchiveFormat.ZIP, "'pipe' must be a file");
    }

    @Test
    void a_name_cannot_be_both_file_and_folder_and_names_that_differ_in_case_are_two_files() throws IOException {
        assertRefused(
                tar(it -> {
                    file(it, "a");
                    link(it, "a/", "", TarConstants.LF_DIR);
                }),
                ArchiveFormat.TAR,
                "'a' must be a folder or a file, but is both");
        assertRefused(
                tar(it -> {
                    file(it, "a");
                    file(it, "a/b");
                }),
                ArchiveFormat.TAR,
                "must be below folders, but 'a' is a file");
        extract(
                tar(it -> {
                    file(it, "readme");
                    file(it, "README");
                    link(it, "folder/", "", TarConstants.LF_DIR);
                    link(it, "folder/", "", TarConstants.LF_DIR);
                }),
                ArchiveFormat.TAR);
        assertThat(listing()).containsKeys("readme", "README", "folder");
    }

    @Test
    void setuid_setgid_and_sticky_bits_are_dropped_and_the_owner_can_always_read_and_write() throws IOException {
        extract(tar(it -> file(it, "a", "a", 07055)), ArchiveFormat.TAR);
        assertThat(listing()).containsEntry("a", "rw-r-xr-x a");
    }

    @Test
    void archive_bombs_are_stopped_by_ratio_size_and_number_of_entries() {
        byte[] zeros = tar(it -> {
            TarArchiveEntry entry = new TarArchiveEntry("zeros", true);
            entry.setSize(80L << 20);
            it.putArchiveEntry(entry);
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < 80; i++) {
                it.write(block);
            }
            it.closeArchiveEntry();
        });
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> extract(Archives.gzip(zeros), ArchiveFormat.TAR_GZIP, ArchiveLimits.DEFAULT))
                .withMessageContaining("200 times as large as the archive");
        clear();
        assertRefused(tar(it -> file(it, "a", "x".repeat(2 << 20), 0644)), ArchiveFormat.TAR, "1048576 bytes together");
        assertRefused(zip(it -> file(it, "a", "x".repeat(2 << 20))), ArchiveFormat.ZIP, "1048576 bytes together");
        assertRefused(
                zip(it -> {
                    for (int i = 0; i <= 100; i++) {
                        file(it, "f" + i, "");
                    }
                }),
                ArchiveFormat.ZIP,
                "at most 100 entries, but has more");
    }

    @Test
    void the_holes_of_a_sparse_file_count_as_bytes() {
        byte[] archive = tar(it -> {
            String[] headers = {
                "GNU.sparse.major=0",
                "GNU.sparse.minor=1",
                "GNU.sparse.size=5242880",
                "GNU.sparse.name=hole",
                "GNU.sparse.numblocks=1",
                "GNU.sparse.map=5242880,0"
            };
            StringBuilder lines = new StringBuilder();
            for (String header : headers) {
                int length = header.length() + 4;
                lines.append(length).append(' ').append(header).append('\n');
            }
            byte[] content = lines.toString().getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry extended = new TarArchiveEntry("pax", TarConstants.LF_PAX_EXTENDED_HEADER_LC);
            extended.setSize(content.length);
            it.putArchiveEntry(extended);
            it.write(content);
            it.closeArchiveEntry();
            file(it, "hole", "", 0644);
        });
        assertRefused(archive, ArchiveFormat.TAR, "1048576 bytes together");
    }

    @Test
    void headers_are_limited_in_size() {
        byte[] archive = tar(it -> {
            TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
            entry.setSize(3 << 20);
            it.putArchiveEntry(entry);
            it.write(new byte[3 << 20]);
            it.closeArchiveEntry();
        });
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> extract(Archives.gzip(archive), ArchiveFormat.TAR_GZIP, ArchiveLimits.DEFAULT))
                .withMessageContaining("headers");
    }

    @Test
    void names_are_decoded_as_utf_8_or_cp437() throws IOException {
        byte[] german = {'g', 'r', (byte) 0x81, 'n'};
        extract(Archives.rawZip(false, german, "grün.txt".getBytes(StandardCharsets.UTF_8)), ArchiveFormat.ZIP);
        assertThat(listing()).containsOnlyKeys("grün", "grün.txt");
        assertRefused(Archives.rawZip(true, german), ArchiveFormat.ZIP, "must be UTF-8");
    }

    @Test
    void the_metadata_of_a_nuget_package_is_omitted_and_its_names_are_unescaped() throws IOException {
        byte[] archive = zip(it -> {
            for (String name : new String[] {
                "_rels/.rels",
                "package/services/metadata/core-properties/1.psmdcp",
                "[Content_Types].xml",
                "Acme.Web.nuspec",
                "content/my%20file%2B.txt",
                "content/100%.txt",
                "content/tools.nuspec"
            }) {
                file(it, name, "x");
            }
        });
        extract(archive, ArchiveFormat.NUPKG);
        assertThat(listing())
                .containsOnlyKeys("content", "content/my file+.txt", "content/100%.txt", "content/tools.nuspec");
        assertRefused(zip(it -> file(it, "%2e%2e/escape", "x")), ArchiveFormat.NUPKG, "must stay inside its folder");
    }

    @Test
    void encrypted_and_damaged_entries_are_reported() {
        byte[] damaged = zip(it -> {
            it.setMethod(ZipArchiveEntry.DEFLATED);
            file(it, "a.txt", "some text that is long enough to be compressed, compressed, compressed");
        });
        int header = 30 + "a.txt".length();
        damaged[header + 12] ^= 0x55;
        assertRefused(damaged, ArchiveFormat.ZIP);
        byte[] encrypted = Archives.rawZip(false, "a".getBytes(StandardCharsets.UTF_8));
        int directory = 30 + 1 + "content".length();
        encrypted[directory + 8] |= 1;
        assertRefused(encrypted, ArchiveFormat.ZIP, "'a' must not be encrypted");
    }

    @Test
    void any_damage_results_in_a_refusal() {
        byte[] tar = tar(it -> {
            file(it, "a/b", "text", 0644);
            symlink(it, "c", "a/b");
            file(it, "n".repeat(150), "long", 0644);
        });
        byte[] zip = zip(it -> {
            file(it, "a/b", "text", 0100644);
            file(it, "c", "a/b", 0120777);
        });
        Random random = new Random(20);
        for (int i = 0; i < 200; i++) {
            byte[] source = i % 2 == 0 ? tar : zip;
            byte[] damaged =
                    Arrays.copyOf(source, random.nextInt(4) == 0 ? random.nextInt(source.length) : source.length);
            for (int flips = random.nextInt(4); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                extract(damaged, i % 2 == 0 ? ArchiveFormat.TAR : ArchiveFormat.ZIP);
            } catch (ArchiveException e) {
                assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            clear();
        }
    }

    private void assertRefused(byte[] archive, ArchiveFormat format, String... messages) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> extract(archive, format))
                .satisfies(e -> {
                    assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
                    assertThat(messages)
                            .allSatisfy(it -> assertThat(e.getMessage()).contains(it));
                });
        clear();
    }

    private Extractor.Extracted extract(byte[] archive, ArchiveFormat format) throws IOException {
        return extract(archive, format, SMALL);
    }

    private Extractor.Extracted extract(byte[] archive, ArchiveFormat format, ArchiveLimits limits) throws IOException {
        Path file = Files.write(temporary.resolve("archive"), archive);
        return new Extractor(limits).extract(file, format, folder);
    }

    private Map<String, String> listing() throws IOException {
        Map<String, String> listing = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(it -> !it.equals(folder)).toList()) {
                listing.put(folder.relativize(file).toString(), describe(file));
            }
        }
        return listing;
    }

    private static String describe(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            return "-> " + Files.readSymbolicLink(file);
        }
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        return Files.isDirectory(file) ? mode + "/" : mode + " " + Files.readString(file);
    }

    private void clear() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
