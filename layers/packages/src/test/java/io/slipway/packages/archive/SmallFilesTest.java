package io.slipway.packages.archive;

import static io.slipway.packages.archive.Archives.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SmallFilesTest {
    private static final Set<String> WANTED = Set.of("sdi.yaml", "Dockerfile");

    @Test
    void only_the_directory_and_the_requested_files_of_a_zip_are_read() throws IOException {
        byte[] noise = new byte[4 << 20];
        new Random(1).nextBytes(noise);
        byte[] zip = Archives.zip(it -> {
            file(it, "Dockerfile", "FROM scratch");
            file(it, "noise", new String(noise, StandardCharsets.ISO_8859_1));
            file(it, "sdi.yaml", "image: x");
            file(it, "other/sdi.yaml", "image: y");
        });
        AtomicLong read = new AtomicLong();
        RangeChannel channel = new RangeChannel(zip.length, (from, length) -> {
            read.addAndGet(length);
            return Arrays.copyOfRange(zip, (int) from, (int) from + length);
        });
        assertThat(texts(SmallFiles.ofZip(channel, ArchiveFormat.ZIP, WANTED)))
                .containsOnly(Map.entry("Dockerfile", "FROM scratch"), Map.entry("sdi.yaml", "image: x"));
        assertThat(read.get()).isLessThan(4L * RangeChannel.BLOCK);
    }

    @Test
    void a_tar_is_read_until_all_files_are_found() throws IOException {
        byte[] tar = Archives.gzip(Archives.tar(it -> {
            file(it, "./sdi.yaml", "image: x", 0644);
            file(it, "other", "o", 0644);
            file(it, "Dockerfile", "FROM scratch", 0644);
        }));
        assertThat(texts(SmallFiles.ofTar(new ByteArrayInputStream(tar), tar.length, ArchiveFormat.TAR_GZIP, WANTED)))
                .containsOnly(Map.entry("Dockerfile", "FROM scratch"), Map.entry("sdi.yaml", "image: x"));
        assertThat(SmallFiles.ofTar(
                        new ByteArrayInputStream(tar), tar.length, ArchiveFormat.TAR_GZIP, Set.of("missing")))
                .isEmpty();
    }

    @Test
    void large_files_links_duplicates_and_other_formats_are_refused() {
        byte[] large = Archives.zip(it -> file(it, "sdi.yaml", "x".repeat(SmallFiles.MAX_FILE + 1)));
        byte[] link = Archives.zip(it -> file(it, "sdi.yaml", "other", 0120777));
        byte[] name = "sdi.yaml".getBytes(StandardCharsets.UTF_8);
        assertRefused(large, "'sdi.yaml' must have at most 1048576 bytes");
        assertRefused(link, "'sdi.yaml' must be a file");
        assertRefused(Archives.rawZip(true, name, name), "one entry 'sdi.yaml', but has more");
        assertRefused("no zip".getBytes(StandardCharsets.UTF_8), "must be a zip");
    }

    private static void assertRefused(byte[] zip, String message) {
        RangeChannel channel = new RangeChannel(
                zip.length, (from, length) -> Arrays.copyOfRange(zip, (int) from, (int) from + length));
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> SmallFiles.ofZip(channel, ArchiveFormat.ZIP, WANTED))
                .withMessageContaining(message);
    }

    private static Map<String, String> texts(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Map.Entry::getKey, it -> new String(it.getValue(), StandardCharsets.UTF_8)));
    }
}
