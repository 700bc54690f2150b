package io.slipway.packages.archive;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads the files of a tar with owners and devices, for layers of images and for archives that {@code ADD} extracts. */
public final class LayerFiles {
    private static final int BUFFER = 64 * 1024;
    private static final int MAGIC = 6;
    private static final int MODE = 07777;
    private static final String XATTR = "SCHILY.xattr.";
    private static final int TAR_BLOCK = 512;

    private LayerFiles() {}

    /**
     * A file of a layer.
     *
     * @param number its index among the entries, from 0
     * @param path its path with slashes, but none at its beginning or end; empty for the root
     * @param kind its kind
     * @param mode its permission bits, with set-user-id, set-group-id and sticky
     * @param user the id of its owner
     * @param group the id of its group
     * @param time its time in seconds since 1970
     * @param target the target of a link
     * @param size its length in bytes
     * @param device the type flag and numbers of a device, {@code 3 1 5}; empty for others
     * @param attributes its extended attributes, as PAX spells them
     */
    public record LayerFile(
            int number,
            String path,
            FileKind kind,
            int mode,
            long user,
            long group,
            long time,
            String target,
            long size,
            String device,
            Map<String, String> attributes) {}

    /** Receives each file in turn; returns whether to continue. */
    @FunctionalInterface
    public interface Visitor {
        boolean visit(LayerFile file, InputStream body) throws IOException;
    }

    /** Visits the files. The compression is recognized from the bytes. */
    public static void visit(InputStream in, Visitor visitor) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(plain(in), StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry = tar.getNextEntry();
            int number = 0;
            while (entry != null && visitor.visit(file(number, entry), tar)) {
                number++;
                if (number > ArchiveLimits.MAX_ENTRIES * 10) {
                    throw new ArchiveException(
                            "the layer must have at most " + ArchiveLimits.MAX_ENTRIES * 10 + " entries, but has more");
                }
                entry = tar.getNextEntry();
            }
        } catch (ArchiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
    }

    /** Returns whether the bytes are a tar, compressed or not, as {@code ADD} recognizes one. */
    public static boolean isTar(InputStream in) {
        try (InputStream plain = plain(in)) {
            byte[] block = plain.readNBytes(TAR_BLOCK);
            return block.length == TAR_BLOCK && new TarArchiveEntry(block).isCheckSumOK();
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static InputStream plain(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(MAGIC);
        byte[] magic = buffered.readNBytes(MAGIC);
        buffered.reset();
        if (begins(magic, 0x1f, 0x8b)) {
            return new BufferedInputStream(new GZIPInputStream(buffered, BUFFER), BUFFER);
        }
        if (begins(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new BufferedInputStream(new ZstdInputStream(buffered), BUFFER);
        }
        if (begins(magic, 'B', 'Z', 'h')) {
            return new BufferedInputStream(new BZip2CompressorInputStream(buffered, true), BUFFER);
        }
        if (begins(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return new BufferedInputStream(new XZInputStream(buffered, ArchiveLimits.MAX_XZ_MEMORY), BUFFER);
        }
        return buffered;
    }

    private static boolean begins(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static LayerFile file(int number, TarArchiveEntry entry) {
        FileKind kind = kind(entry);
        boolean device = kind == FileKind.DEVICE;
        Map<String, String> attributes = new TreeMap<>();
        entry.getExtraPaxHeaders().forEach((name, value) -> {
            if (name.startsWith(XATTR) || name.startsWith("MSWINDOWS.")) {
                attributes.put(name, value);
            }
        });
        return new LayerFile(
                number,
                path(entry.getName()),
                kind,
                entry.getMode() & MODE,
                entry.getLongUserId(),
                entry.getLongGroupId(),
                entry.getLastModifiedTime().toInstant().getEpochSecond(),
                kind == FileKind.HARD_LINK ? path(entry.getLinkName()) : entry.getLinkName(),
                kind == FileKind.FILE ? entry.getRealSize() : 0,
                device ? (char) entry.getLinkFlag() + " " + entry.getDevMajor() + " " + entry.getDevMinor() : "",
                attributes);
    }

    private static FileKind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return FileKind.FOLDER;
        }
        if (entry.isSymbolicLink()) {
            return FileKind.SYMBOLIC_LINK;
        }
        if (entry.isLink()) {
            return FileKind.HARD_LINK;
        }
        return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO() ? FileKind.DEVICE : FileKind.FILE;
    }

    /** Returns the path without {@code .}, {@code ..} and doubled slashes. */
    private static String path(String name) {
        StringBuilder path = new StringBuilder();
        for (String segment : name.split("/", -1)) {
            if (!segment.isEmpty() && !segment.equals(".") && !segment.equals("..")) {
                path.append(path.isEmpty() ? "" : "/").append(segment);
            }
        }
        return path.toString();
    }
}
