package io.slipway.packages.archive;

import static io.slipway.packages.archive.Archives.file;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.packages.archive.ArchiveContents.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;

class ArchiveContentsTest {
    @Test
    void a_zip_is_listed_from_only_its_directory() throws IOException {
        byte[] zip = Archives.zip(it -> {
            file(it, "web.config", "x".repeat(3 << 20));
            file(it, "bin/app.dll", "binary");
            file(it, "bin/latest", "app.dll", 0120777);
        });
        ArchiveContents contents = zip(zip);
        assertThat(contents.entries())
                .containsExactly(
                        new Entry("bin/app.dll", "file", 6, ""),
                        new Entry("bin/latest", "link", 0, "app.dll"),
                        new Entry("web.config", "file", 3 << 20, ""));
        assertThat(contents.incomplete()).isFalse();
    }

    @Test
    void a_tar_is_listed_from_its_headers() throws IOException {
        byte[] tar = Archives.gzip(Archives.tar(it -> {
            file(it, "./conf/site.conf", "server", 0644);
            Archives.symlink(it, "current", "conf");
            Archives.hardLink(it, "copy", "conf/site.conf");
        }));
        ArchiveContents contents =
                ArchiveContents.ofTar(new ByteArrayInputStream(tar), tar.length, ArchiveFormat.TAR_GZIP);
        assertThat(contents.entries())
                .containsExactly(
                        new Entry("conf/site.conf", "file", 6, ""),
                        new Entry("copy", "link", 0, "conf/site.conf"),
                        new Entry("current", "link", 0, "conf"));
        assertThat(contents.incomplete()).isFalse();
    }

    @Test
    void an_archive_with_too_many_entries_is_listed_partly() throws IOException {
        byte[] zip = Archives.zip(it -> {
            for (int i = 0; i <= ArchiveContents.MAX_ENTRIES; i++) {
                file(it, "file-" + i, "");
            }
        });
        assertThat(zip(zip).entries()).hasSize(ArchiveContents.MAX_ENTRIES);
        assertThat(zip(zip).incomplete()).isTrue();
    }

    @Test
    void a_large_tar_is_not_read_to_its_end() throws IOException {
        // The header states a size, but its bytes are never read.
        byte[] header = new byte[512];
        TarArchiveEntry entry = new TarArchiveEntry("large.bin");
        entry.setSize(SmallFiles.MAX_SCAN + 1);
        entry.writeEntryHeader(header);
        ArchiveContents contents =
                ArchiveContents.ofTar(new ByteArrayInputStream(header), Long.MAX_VALUE, ArchiveFormat.TAR);
        assertThat(contents.entries()).containsExactly(new Entry("large.bin", "file", SmallFiles.MAX_SCAN + 1, ""));
        assertThat(contents.incomplete()).isTrue();
    }

    @Test
    void a_damaged_archive_is_refused() {
        byte[] bytes = "no archive".getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> zip(bytes))
                .withMessageContaining("must be a zip");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() ->
                        ArchiveContents.ofTar(new ByteArrayInputStream(bytes), bytes.length, ArchiveFormat.TAR_XZ));
    }

    private ArchiveContents zip(byte[] zip) throws IOException {
        RangeChannel channel = new RangeChannel(
                zip.length, (from, length) -> Arrays.copyOfRange(zip, (int) from, (int) from + length));
        return ArchiveContents.ofZip(channel, ArchiveFormat.ZIP);
    }
}
