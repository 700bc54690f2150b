package io.slipway.packages.archive;

import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lists the files, modes and links that {@link Extractor} would write, with the same refusals, without writing
 * anything. The bytes are read once, sequentially.
 */
public final class ArchiveListing {
    private final ArchiveFiles.Visitor visitor;
    private final ArchiveTree tree = new ArchiveTree();
    private final SortedMap<String, ListedFile> files = new TreeMap<>();
    private int number;

    private ArchiveListing(ArchiveFiles.Visitor visitor) {
        this.visitor = visitor;
    }

    /**
     * Returns the files and folders by path.
     *
     * @param visitor receives each file
     */
    public static SortedMap<String, ListedFile> read(
            ArchiveBytes archive, ArchiveFormat format, ArchiveFiles.Visitor visitor) throws IOException {
        ArchiveListing listing = new ArchiveListing(visitor);
        ArchiveFiles.each(archive, format, listing::visit);
        try {
            listing.tree.checkLinks();
        } catch (RuntimeException e) {
            throw Extractor.damaged(e);
        }
        return listing.files;
    }

    /**
     * Visits the bytes of these files, in the order of the archive, and stops after the last one.
     *
     * @param numbers the numbers of the files ({@link ListedFile#number})
     */
    public static void contents(
            ArchiveBytes archive, ArchiveFormat format, Set<Integer> numbers, NumberedVisitor visitor)
            throws IOException {
        int[] next = {0};
        int[] left = {numbers.size()};
        ArchiveFiles.each(archive, format, entry -> {
            int number = next[0];
            next[0]++;
            if (numbers.contains(number)) {
                left[0]--;
                try (InputStream body = entry.body().open()) {
                    visitor.visit(number, body);
                    // A zip's checksum is compared at the end.
                    body.transferTo(OutputStream.nullOutputStream());
                }
            }
            return left[0] > 0;
        });
    }

    /** Receives a file by its number. */
    @FunctionalInterface
    public interface NumberedVisitor {
        void visit(int number, InputStream body) throws IOException;
    }

    private boolean visit(ArchiveEntry entry) throws IOException {
        EntryName name = entry.name();
        int here = number;
        number++;
        parents(name);
        switch (entry.kind()) {
            case FOLDER -> {
                tree.folder(name);
                put(new ListedFile(
                        here, name.path(), FileKind.FOLDER, entry.mode() | 0700, 0, "", "", Optional.empty()));
            }
            case FILE -> {
                tree.file(name);
                put(file(here, entry));
            }
            case SYMBOLIC_LINK -> {
                tree.link(name, entry.target());
                put(new ListedFile(
                        here, name.path(), FileKind.SYMBOLIC_LINK, 0777, 0, "", entry.target(), Optional.empty()));
            }
            case HARD_LINK -> hardLink(entry);
        }
        return true;
    }

    private void hardLink(ArchiveEntry entry) throws IOException {
        EntryName target = EntryName.parse(entry.target());
        ListedFile file = files.get(target.path());
        if (!tree.isFile(target) || file == null) {
            throw new ArchiveException(
                    "the link " + EntryName.quoted(entry.name().path())
                            + " must refer to an earlier file, but refers to " + EntryName.quoted(entry.target()));
        }
        if (!target.equals(entry.name())) {
            tree.file(entry.name());
            put(file.named(entry.name().path()));
        }
    }

    private void parents(EntryName name) {
        List<String> path = new ArrayList<>();
        for (String segment : name.segments().subList(0, name.segments().size() - 1)) {
            path.add(segment);
            String folder = String.join("/", path);
            files.putIfAbsent(
                    folder,
                    new ListedFile(-1, folder, FileKind.FOLDER, ArchiveEntry.FOLDER_MODE, 0, "", "", Optional.empty()));
        }
    }

    private void put(ListedFile file) {
        files.put(file.path(), file);
    }

    private ListedFile file(int here, ArchiveEntry entry) throws IOException {
        MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
        long[] size = {0};
        try (InputStream body = entry.body().open();
                Counted counted = new Counted(new DigestInputStream(body, sha256), size)) {
            visitor.visit(entry.name().path(), counted);
            counted.transferTo(OutputStream.nullOutputStream());
        }
        return new ListedFile(
                here,
                entry.name().path(),
                FileKind.FILE,
                entry.mode() | 0600,
                size[0],
                HexFormat.of().formatHex(sha256.digest()),
                "",
                entry.stored().get());
    }

    /** Counts the bytes, regardless of the method that reads them. */
    private static final class Counted extends BlockStream {
        private final long[] count;

        Counted(InputStream in, long[] count) {
            super(in);
            this.count = count;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = in.read(buffer, offset, length);
            count[0] += Math.max(read, 0);
            return read;
        }

        @Override
        public void close() {
            // The entry's own reader closes it.
        }
    }
}
