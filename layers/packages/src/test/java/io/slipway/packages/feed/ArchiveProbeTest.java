package io.slipway.packages.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.packages.archive.ArchiveFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchiveProbeTest {
    @ParameterizedTest
    @EnumSource
    void a_file_of_0_bytes_is_refused(ArchiveFormat format) throws IOException {
        assertThat(problem(format, new byte[0])).contains("it must have files, but has 0 bytes");
    }

    @ParameterizedTest
    @EnumSource
    void a_file_that_is_not_an_archive_is_refused(ArchiveFormat format) throws IOException {
        byte[] garbage = new byte[100_000];
        new Random(4).nextBytes(garbage);
        assertThat(problem(format, garbage)).isPresent();
        assertThat(problem(format, "not an archive".getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }

    @Test
    void a_zip_must_have_entries_and_a_readable_directory() throws IOException {
        assertThat(problem(ArchiveFormat.ZIP, zip(1))).isEmpty();
        assertThat(problem(ArchiveFormat.NUPKG, zip(300))).isEmpty();
        assertThat(problem(ArchiveFormat.ZIP, zip(0))).contains("it must have files, but is empty");
        assertThat(problem(ArchiveFormat.ZIP, Arrays.copyOf(zip(9), 400)))
                .contains("it must be a zip, but has no directory at its end");
        byte[] cut = zip(9);
        assertThat(problem(ArchiveFormat.ZIP, Arrays.copyOfRange(cut, 10, cut.length)))
                .contains("its directory must be readable, but is damaged");
    }

    @Test
    void a_tar_must_have_entries_and_the_compression_of_its_extension() throws IOException {
        byte[] full = joined(header("./", 0), header("a.txt", 1), new byte[512], new byte[1024]);
        assertThat(problem(ArchiveFormat.TAR, full)).isEmpty();
        assertThat(problem(ArchiveFormat.TAR_GZIP, gzip(full))).isEmpty();
        byte[] none = joined(header("./", 0), new byte[10_240]);
        assertThat(problem(ArchiveFormat.TAR, none)).contains("it must have files, but is empty");
        assertThat(problem(ArchiveFormat.TAR_GZIP, gzip(none))).contains("it must have files, but is empty");
        assertThat(problem(ArchiveFormat.TAR, new byte[1024])).contains("it must have files, but is empty");
        assertThat(problem(ArchiveFormat.TAR_GZIP, gzip(new byte[0]))).contains("it must be a tar, but is not");
        assertThat(problem(ArchiveFormat.TAR_GZIP, full)).contains("it must be compressed with gzip, but is not");
    }

    @Test
    void only_a_small_part_of_a_large_file_is_read() throws IOException {
        AtomicLong read = new AtomicLong();
        byte[] noise = new byte[3 << 20];
        new Random(5).nextBytes(noise);
        byte[] large = gzip(joined(header("a", noise.length), noise));
        assertThat(ArchiveProbe.problem(ArchiveFormat.TAR_GZIP, large.length, (from, length) -> {
                    read.addAndGet(length);
                    return Arrays.copyOfRange(large, (int) from, (int) from + length);
                }))
                .isEmpty();
        assertThat(read.get()).isLessThanOrEqualTo(ArchiveProbe.MAX_READ);
    }

    private static Optional<String> problem(ArchiveFormat format, byte[] file) throws IOException {
        return ArchiveProbe.problem(
                format, file.length, (from, length) -> Arrays.copyOfRange(file, (int) from, (int) from + length));
    }

    private static byte[] zip(int entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (int i = 0; i < entries; i++) {
                zip.putNextEntry(new ZipEntry("file" + i));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String name, int size) {
        byte[] header = new byte[512];
        put(header, 0, name);
        put(header, 124, String.format("%011o", size));
        put(header, 148, " ".repeat(8));
        header[156] = (byte) (name.endsWith("/") ? '5' : '0');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o\0 ", sum));
        return header;
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
