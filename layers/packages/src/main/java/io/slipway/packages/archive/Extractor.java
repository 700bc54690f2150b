package io.slipway.packages.archive;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Extracts packages into a folder: the same archive gives the same files, permission bits, links and times on every machine.
 *
 * <p>Entries and links that would leave the folder, devices, entries below a link, and anything beyond the {@link ArchiveLimits} are
 * refused. Of two files or links of the same name, the later one wins. Names that differ only in case are two files, as in an image; a file
 * system that cannot store both refuses the second. Files written before a refusal are left for the caller to remove.
 */
public final class Extractor {
    /** The time of all extracted files. The times in a zip are local to an unspecified time zone. */
    public static final Instant TIME = Instant.parse("1980-01-01T00:00:00Z");

    private final ArchiveLimits limits;

    public Extractor(ArchiveLimits limits) {
        this.limits = limits;
    }

    /**
     * The result of an extraction.
     *
     * @param entries files and links
     * @param bytes the bytes of the files
     * @param twice the paths that the archive has more than once; the last file of each was extracted
     */
    public record Extracted(int entries, long bytes, Set<String> twice) {
        public Extracted {
            twice = Collections.unmodifiableSet(new LinkedHashSet<>(twice));
        }
    }

    /** Extracts an archive into an empty folder. */
    public Extracted extract(Path archive, ArchiveFormat format, Path folder) throws IOException {
        Writing writing = new Writing(folder.toRealPath());
        Budget budget = new Budget(limits, Files.size(archive));
        try {
            if (format.isZip()) {
                try (var channel = Files.newByteChannel(archive)) {
                    ZipEntries.visit(channel, format, budget, ArchiveLimits.MAX_ZIP_DIRECTORY, writing::write);
                }
            } else {
                try (InputStream in = Files.newInputStream(archive)) {
                    TarEntries.visit(in, format, budget, writing::write);
                }
            }
            return writing.finish();
        } catch (ArchiveException e) {
            throw e;
        } catch (FileSystemException e) {
            throw new ArchiveException("cannot write a file of the archive: " + EntryName.quoted(e.toString()), e);
        } catch (IOException | RuntimeException e) {
            throw damaged(e);
        }
    }

    /** Converts an exception to an error about a damaged archive. Libraries throw exceptions of every kind for damage. */
    static ArchiveException damaged(Exception e) {
        String reason = e instanceof IOException ? String.valueOf(e.getMessage()) : e.toString();
        return new ArchiveException("the archive is damaged: " + EntryName.quoted(reason), e);
    }

    /** Distinguishes a full disk from a damaged archive. */
    private static final class Written extends FilterOutputStream {
        private final Path path;

        Written(Path path, OutputStream out) {
            super(out);
            this.path = path;
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            try {
                out.write(buffer, offset, length);
            } catch (IOException e) {
                throw new FileSystemException(path.toString(), null, e.getMessage());
            }
        }
    }

    /** The state of one extraction. */
    private static final class Writing {
        private final Path root;
        private final boolean posix;
        private final ArchiveTree tree = new ArchiveTree();
        private final Map<Path, Integer> folders = new LinkedHashMap<>();
        private int entries;
        private long bytes;

        Writing(Path root) {
            this.root = root;
            this.posix = Files.getFileAttributeView(root, PosixFileAttributeView.class) != null;
        }

        boolean write(ArchiveEntry entry) throws IOException {
            EntryName name = entry.name();
            Path path = path(name);
            switch (entry.kind()) {
                case FOLDER -> {
                    tree.folder(name);
                    folder(path);
                    folders.put(path, entry.mode());
                }
                case FILE -> {
                    tree.file(name);
                    replace(name, path);
                    file(path, entry);
                }
                case HARD_LINK -> hardLink(path, entry);
                case SYMBOLIC_LINK -> {
                    tree.link(name, entry.target());
                    replace(name, path);
                }
            }
            entries += entry.kind() == ArchiveEntry.Kind.FOLDER ? 0 : 1;
            return true;
        }

        /** Removes an earlier file of this archive at the path; hard links to that file keep its content. */
        private void replace(EntryName name, Path path) throws IOException {
            if (tree.twice().contains(name.path())) {
                Files.deleteIfExists(path);
            }
        }

        private Path path(EntryName name) throws ArchiveException {
            try {
                Path path = root.resolve(name.path()).normalize();
                if (path.startsWith(root)
                        && path.getNameCount()
                                == root.getNameCount() + name.segments().size()) {
                    return path;
                }
            } catch (InvalidPathException e) {
                // not a valid name on this file system
            }
            throw new ArchiveException("this file system cannot store the entry " + EntryName.quoted(name.path()));
        }

        private void folder(Path path) throws IOException {
            if (!folders.containsKey(path)) {
                parents(path);
                Files.createDirectory(path);
                folders.put(path, ArchiveEntry.FOLDER_MODE);
            }
        }

        private void parents(Path path) throws IOException {
            Path parent = path.getParent();
            if (parent != null && !parent.equals(root)) {
                folder(parent);
            }
        }

        private void file(Path path, ArchiveEntry entry) throws IOException {
            parents(path);
            try (InputStream in = entry.body().open();
                    OutputStream out = create(path, entry.name())) {
                bytes += in.transferTo(out);
            }
            finish(path, entry.mode() | 0600);
        }

        private static OutputStream create(Path path, EntryName name) throws IOException {
            try {
                return new Written(
                        path,
                        Channels.newOutputStream(Files.newByteChannel(
                                path,
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.WRITE,
                                LinkOption.NOFOLLOW_LINKS)));
            } catch (FileAlreadyExistsException e) {
                throw new ArchiveException(
                        "the path of the entry " + EntryName.quoted(name.path())
                                + " must be free, but a file exists there",
                        e);
            }
        }

        private void hardLink(Path path, ArchiveEntry entry) throws IOException {
            EntryName target = EntryName.parse(entry.target());
            if (!tree.isFile(target)) {
                throw new ArchiveException(
                        "the link " + EntryName.quoted(entry.name().path())
                                + " must refer to an earlier file, but refers to " + EntryName.quoted(entry.target()));
            }
            if (target.equals(entry.name())) {
                return;
            }
            tree.file(entry.name());
            replace(entry.name(), path);
            parents(path);
            Files.createLink(path, path(target));
        }

        /** Creates the links last, so that nothing is ever written through one. */
        Extracted finish() throws IOException {
            tree.checkLinks();
            for (Map.Entry<String, String> link : tree.links().entrySet()) {
                Path path = path(EntryName.parse(link.getKey()));
                parents(path);
                Files.createSymbolicLink(path, Path.of(link.getValue()));
                time(path);
            }
            for (Map.Entry<Path, Integer> folder : folders.entrySet()) {
                finish(folder.getKey(), folder.getValue() | 0700);
            }
            return new Extracted(entries, bytes, tree.twice());
        }

        private void finish(Path path, int mode) throws IOException {
            if (posix) {
                Files.setPosixFilePermissions(path, permissions(mode));
            }
            time(path);
        }

        private static void time(Path path) throws IOException {
            FileTime time = FileTime.from(TIME);
            Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setTimes(time, time, null);
        }

        private static Set<PosixFilePermission> permissions(int mode) {
            Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
            PosixFilePermission[] all = PosixFilePermission.values();
            for (int bit = 0; bit < all.length; bit++) {
                if ((mode & 0400 >> bit) != 0) {
                    permissions.add(all[bit]);
                }
            }
            return permissions;
        }
    }
}
