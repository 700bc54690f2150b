package io.slipway.packages.archive;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Creates archives for tests, including hostile ones. */
final class Archives {
    private Archives() {}

    /** Writes the entries of an archive. */
    @FunctionalInterface
    interface Content<T> {
        void write(T archive) throws IOException;
    }

    static byte[] tar(Content<TarArchiveOutputStream> content) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            content.write(tar);
            tar.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] zip(Content<ZipArchiveOutputStream> content) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            content.write(zip);
            zip.finish();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void file(TarArchiveOutputStream tar, String name, String text, int mode) throws IOException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        entry.setMode(0100000 | mode);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    static void file(TarArchiveOutputStream tar, String name) throws IOException {
        file(tar, name, name, 0644);
    }

    static void symlink(TarArchiveOutputStream tar, String name, String target) throws IOException {
        link(tar, name, target, TarConstants.LF_SYMLINK);
    }

    static void hardLink(TarArchiveOutputStream tar, String name, String target) throws IOException {
        link(tar, name, target, TarConstants.LF_LINK);
    }

    /** An entry of any type, such as a device. */
    static void link(TarArchiveOutputStream tar, String name, String target, byte type) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setLinkName(target);
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /** A file whose entry has no mode, as Windows programs write it. */
    static void file(ZipArchiveOutputStream zip, String name, String text) throws IOException {
        entry(zip, new ZipArchiveEntry(name), text);
    }

    static void file(ZipArchiveOutputStream zip, String name, String text, int unixMode) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(unixMode);
        entry(zip, entry, text);
    }

    private static void entry(ZipArchiveOutputStream zip, ZipArchiveEntry entry, String text) throws IOException {
        zip.putArchiveEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeArchiveEntry();
    }

    static byte[] gzip(byte[] content) {
        return compressed(content, GZIPOutputStream::new);
    }

    static byte[] bzip2(byte[] content) {
        return compressed(content, BZip2CompressorOutputStream::new);
    }

    static byte[] xz(byte[] content) {
        return compressed(content, out -> new XZOutputStream(out, new LZMA2Options()));
    }

    static byte[] zstd(byte[] content) {
        return compressed(content, ZstdOutputStream::new);
    }

    private interface Compressor {
        OutputStream on(OutputStream out) throws IOException;
    }

    private static byte[] compressed(byte[] content, Compressor compressor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = compressor.on(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes a zip by hand, without compression, with exactly these bytes as names. */
    static byte[] rawZip(boolean utf8Flag, byte[]... names) {
        LittleEndian zip = new LittleEndian();
        LittleEndian directory = new LittleEndian();
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(content);
        for (byte[] name : names) {
            int offset = zip.size();
            LittleEndian common = new LittleEndian();
            common.two(20).two(utf8Flag ? 1 << 11 : 0).two(0).two(0).two(33);
            common.four((int) crc.getValue())
                    .four(content.length)
                    .four(content.length)
                    .two(name.length)
                    .two(0);
            zip.four(0x04034b50).bytes(common.toByteArray()).bytes(name).bytes(content);
            directory.four(0x02014b50).two(20).bytes(common.toByteArray());
            directory.two(0).two(0).two(0).four(0).four(offset).bytes(name);
        }
        int start = zip.size();
        zip.bytes(directory.toByteArray())
                .four(0x06054b50)
                .two(0)
                .two(0)
                .two(names.length)
                .two(names.length);
        return zip.four(directory.size()).four(start).two(0).toByteArray();
    }

    private static final class LittleEndian {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        LittleEndian two(int value) {
            out.write(value);
            out.write(value >> 8);
            return this;
        }

        LittleEndian four(int value) {
            return two(value).two(value >> 16);
        }

        LittleEndian bytes(byte[] value) {
            out.writeBytes(value);
            return this;
        }

        int size() {
            return out.size();
        }

        byte[] toByteArray() {
            return out.toByteArray();
        }
    }
}
