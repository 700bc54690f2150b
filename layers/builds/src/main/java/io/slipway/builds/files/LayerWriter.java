package io.slipway.builds.files;

import io.slipway.builds.files.ContentSource.Place;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.packages.archive.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes a layer: folders, links, then files in the order that is cheapest to read from their sources. The same files
 * from the same sources give the same bytes.
 */
public final class LayerWriter {
    private static final int BUFFER = 64 * 1024;

    /** The version of this format; it is part of the keys of recorded layers. */
    static final String VERSION = "1";

    private final SortedMap<String, FileNode> files;
    private final boolean windows;

    /**
     * Prepares a layer.
     *
     * @param files its files by path
     * @param windows whether it is for Windows, which needs other folders and attributes
     */
    public LayerWriter(SortedMap<String, FileNode> files, boolean windows) {
        this.files = files;
        this.windows = windows;
    }

    /** Returns a digest of everything in the layer, including its files' bytes, regardless of their source. */
    public String key() {
        MessageDigest key = DigestAlgorithm.SHA256.newMessageDigest();
        add(key, VERSION, windows ? "windows" : "linux");
        files.forEach((path, node) -> add(
                key,
                path,
                node.kind().name(),
                Integer.toString(node.mode()),
                Long.toString(node.user()),
                Long.toString(node.group()),
                Long.toString(time(node)),
                Long.toString(node.size()),
                node.sha256(),
                node.target(),
                node.device(),
                new TreeMap<>(node.attributes()).toString()));
        return HexFormat.of().formatHex(key.digest());
    }

    private static void add(MessageDigest key, String... parts) {
        for (String part : parts) {
            key.update(part.getBytes(StandardCharsets.UTF_8));
            key.update((byte) 0);
        }
        key.update((byte) '\n');
    }

    /** Writes the layer, compressed; returns the digest of the uncompressed tar. */
    public Digest write(OutputStream out) throws IOException {
        MessageDigest diff = DigestAlgorithm.SHA256.newMessageDigest();
        try (GZIPOutputStream gzip = new Gzip(out);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(
                        new DigestOutputStream(gzip, diff),
                        TarConstants.DEFAULT_BLKSIZE,
                        StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            tar.setAddPaxHeadersForNonAsciiNames(true);
            if (windows) {
                put(tar, "Hives", FileNode.folder(0, 0, 0));
                put(tar, "Files", FileNode.folder(0, 0, 0));
            }
            for (Map.Entry<String, FileNode> file : files.entrySet()) {
                if (file.getValue().content().isEmpty()) {
                    put(tar, name(file.getKey()), file.getValue());
                }
            }
            contents(tar);
            tar.finish();
        }
        return Digest.ofHash(DigestAlgorithm.SHA256, diff.digest());
    }

    private void contents(TarArchiveOutputStream tar) throws IOException {
        Map<ContentSource, SortedMap<Integer, List<String>>> sources = new LinkedHashMap<>();
        for (Map.Entry<String, FileNode> file : files.entrySet()) {
            if (file.getValue().content().isPresent()) {
                Place place = file.getValue().content().get();
                sources.computeIfAbsent(place.source(), it -> new TreeMap<>())
                        .computeIfAbsent(place.number(), it -> new ArrayList<>())
                        .add(file.getKey());
            }
        }
        for (Map.Entry<ContentSource, SortedMap<Integer, List<String>>> source : sources.entrySet()) {
            SortedMap<Integer, List<String>> left = source.getValue();
            // A file with several names is read once for each name, because a body can be read only once.
            while (!left.isEmpty()) {
                SortedMap<Integer, List<String>> again = new TreeMap<>();
                source.getKey().read(left.keySet(), (number, body) -> {
                    List<String> paths = left.getOrDefault(number, List.of());
                    body(tar, paths.getFirst(), body);
                    if (paths.size() > 1) {
                        again.put(number, paths.subList(1, paths.size()));
                    }
                });
                left.clear();
                left.putAll(again);
            }
        }
    }

    private void body(TarArchiveOutputStream tar, String path, InputStream body) throws IOException {
        FileNode node = files.get(path);
        if (node == null) {
            throw new IllegalStateException("a source must return only requested files, but returned another");
        }
        tar.putArchiveEntry(entry(name(path), node));
        body.transferTo(tar);
        tar.closeArchiveEntry();
    }

    private String name(String path) {
        return windows ? "Files/" + path : path;
    }

    private void put(TarArchiveOutputStream tar, String name, FileNode node) throws IOException {
        tar.putArchiveEntry(entry(name, node));
        tar.closeArchiveEntry();
    }

    private TarArchiveEntry entry(String name, FileNode node) {
        TarArchiveEntry entry = new TarArchiveEntry(node.isFolder() ? name + "/" : name, type(node), true);
        entry.setMode(node.mode());
        entry.setUserId(node.user());
        entry.setGroupId(node.group());
        entry.setModTime(time(node) * 1000);
        entry.setSize(node.kind() == FileKind.FILE ? node.size() : 0);
        if (node.kind() == FileKind.SYMBOLIC_LINK) {
            entry.setLinkName(windows ? "Files/" + node.target() : node.target());
        }
        if (node.kind() == FileKind.DEVICE) {
            String[] numbers = node.device().split(" ", -1);
            entry.setDevMajor(Integer.parseInt(numbers[1]));
            entry.setDevMinor(Integer.parseInt(numbers[2]));
        }
        new TreeMap<>(node.attributes()).forEach(entry::addPaxHeader);
        if (windows) {
            WindowsAttributes.add(entry, name.startsWith("Files/"));
        }
        return entry;
    }

    private static byte type(FileNode node) {
        return switch (node.kind()) {
            case FOLDER -> TarConstants.LF_DIR;
            case SYMBOLIC_LINK -> TarConstants.LF_SYMLINK;
            case DEVICE -> (byte) node.device().charAt(0);
            default -> TarConstants.LF_NORMAL;
        };
    }

    /** Returns the time of a file, capped at that of files that a build creates, so that the same inputs give the same bytes. */
    private static long time(FileNode node) {
        return Math.min(node.time(), FileNode.TIME);
    }

    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.DEFAULT_COMPRESSION);
        }
    }
}
