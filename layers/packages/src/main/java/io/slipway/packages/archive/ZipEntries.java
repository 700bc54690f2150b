package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads the entries of a zip, in the order of its directory. The bytes of an entry are read only if it is opened. */
final class ZipEntries {
    private static final int TYPE = 0170000;
    private static final int TYPE_FOLDER = 0040000;
    private static final int TYPE_FILE = 0100000;

    private final ZipFile zip;
    private final ArchiveFormat format;
    private final Budget budget;

    private ZipEntries(ZipFile zip, ArchiveFormat format, Budget budget) {
        this.zip = zip;
        this.format = format;
        this.budget = budget;
    }

    /**
     * Visits the entries until the visitor stops.
     *
     * @param directoryLimit the maximum size of the directory in bytes
     */
    static void visit(
            SeekableByteChannel channel,
            ArchiveFormat format,
            Budget budget,
            long directoryLimit,
            ArchiveEntry.Visitor visitor)
            throws IOException {
        ZipDirectory.check(channel, directoryLimit);
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(channel)
                .setIgnoreLocalFileHeader(true)
                .get()) {
            new ZipEntries(zip, format, budget).visit(visitor);
        }
    }

    private void visit(ArchiveEntry.Visitor visitor) throws IOException {
        boolean nuget = format == ArchiveFormat.NUPKG;
        boolean more = true;
        Enumeration<ZipArchiveEntry> entries = zip.getEntries();
        while (more && entries.hasMoreElements()) {
            ZipArchiveEntry entry = entries.nextElement();
            budget.entry();
            String name = ZipNames.of(entry);
            if (!nuget || !NuGetNames.isHousekeeping(name)) {
                String path = nuget ? NuGetNames.unescape(name) : name;
                ArchiveEntry seen = entry(entry, path);
                more = seen.name().isRoot() || visitor.visit(seen);
            }
        }
    }

    private ArchiveEntry entry(ZipArchiveEntry entry, String path) throws IOException {
        EntryName name = EntryName.parse(path);
        int unix = entry.getUnixMode();
        int type = unix & TYPE;
        if (path.endsWith("/") || type == TYPE_FOLDER) {
            int mode = type == 0 ? ArchiveEntry.FOLDER_MODE : unix & 0777;
            return ArchiveEntry.folder(name, mode);
        }
        if (entry.isUnixSymlink()) {
            return ArchiveEntry.link(name, ArchiveEntry.Kind.SYMBOLIC_LINK, 0777, target(entry, path));
        }
        if (type != 0 && type != TYPE_FILE) {
            throw new ArchiveException("the entry " + EntryName.quoted(path)
                    + " must be a file, a folder or a link, but is something else, such as a device");
        }
        int mode = type == 0 ? ArchiveEntry.FILE_MODE : unix & 0777;
        return new ArchiveEntry(
                name, ArchiveEntry.Kind.FILE, mode, entry.getSize(), "", () -> open(entry, path), () -> stored(entry));
    }

    private static Optional<ListedFile.Range> stored(ZipArchiveEntry entry) {
        boolean deflated = entry.getMethod() == ZipEntry.DEFLATED;
        boolean plain = entry.getMethod() == ZipEntry.STORED;
        return (deflated || plain) && entry.getDataOffset() > 0
                ? Optional.of(new ListedFile.Range(entry.getDataOffset(), entry.getCompressedSize(), deflated))
                : Optional.empty();
    }

    private String target(ZipArchiveEntry entry, String path) throws IOException {
        try (InputStream in = open(entry, path)) {
            byte[] target = in.readNBytes(ArchiveLimits.MAX_PATH + 1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(target))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ArchiveException(
                    "the target of the link " + EntryName.quoted(path) + " must be UTF-8, but is not", e);
        }
    }

    private InputStream open(ZipArchiveEntry entry, String path) throws IOException {
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw new ArchiveException("the entry " + EntryName.quoted(path) + " must not be encrypted, but is");
        }
        if (!zip.canReadEntryData(entry)) {
            throw new ArchiveException("the compression method of the entry " + EntryName.quoted(path)
                    + " must be a supported one, such as deflate (8), but was " + entry.getMethod());
        }
        return new Checked(budget.counting(zip.getInputStream(entry)), entry, path);
    }

    /** Compares the bytes with the length and the checksum in the directory. */
    private static final class Checked extends BlockStream {
        private final CRC32 crc = new CRC32();
        private final ZipArchiveEntry entry;
        private final String path;
        private long size;

        Checked(InputStream in, ZipArchiveEntry entry, String path) {
            super(in);
            this.entry = entry;
            this.path = path;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count >= 0) {
                crc.update(buffer, offset, count);
                size += count;
            } else if (size != entry.getSize() || crc.getValue() != entry.getCrc()) {
                throw new ArchiveException("the length and checksum of the entry " + EntryName.quoted(path)
                        + " must match the directory, but do not");
            }
            return count;
        }
    }
}
