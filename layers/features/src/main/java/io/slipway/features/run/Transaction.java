package io.slipway.features.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes a run's files: all of them or none. New bytes are first written to a file beside each target; when all are on disk, one rename
 * replaces each target, while a second name keeps the old file. If a rename fails, the old files are restored. If the process dies between
 * the renames, the next run restores them by the journal in the folder ({@link #recover}).
 */
final class Transaction {
    /** The journal's name in the folder. It exists only while files are renamed. */
    static final String JOURNAL = ".slipway-journal";

    private final Path folder;
    private final String id;
    private final List<Path> files;

    private Transaction(Path folder, String id, List<Path> files) {
        this.folder = folder;
        this.id = id;
        this.files = files;
    }

    /**
     * Writes files.
     *
     * @param folder the folder's real path
     * @param bytes relative paths and new bytes
     * @throws IOException if they could not be written; then the folder is unchanged
     */
    static void write(Path folder, Map<Path, byte[]> bytes) throws IOException {
        if (!bytes.isEmpty()) {
            Map<Path, byte[]> sorted = new TreeMap<>(bytes);
            new Transaction(folder, UUID.randomUUID().toString(), List.copyOf(sorted.keySet())).write(sorted);
        }
    }

    /**
     * Restores the files that a crashed run left half renamed.
     *
     * @param folder the folder's real path
     * @return whether there were files to restore
     * @throws IOException if the old files cannot be restored
     */
    static boolean recover(Path folder) throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.isRegularFile(journal, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        List<String> lines =
                List.of(Files.readString(journal, StandardCharsets.UTF_8).split("\0"));
        List<Path> files = new ArrayList<>();
        // The journal may come from a package: only names that a transaction creates are changed, and only in the
        // folder.
        boolean ours = lines.getFirst().matches("[0-9a-f-]{36}");
        for (String line : ours ? lines.subList(1, lines.size()) : List.<String>of()) {
            Path file = folder.resolve(line);
            Path parent = file.getParent();
            ours &= parent != null
                    && parent.startsWith(folder)
                    && parent.toRealPath().equals(parent);
            files.add(Path.of(line));
        }
        if (!ours) {
            throw new IOException(JOURNAL + " is not the journal of an interrupted run; delete it");
        }
        Transaction dead = new Transaction(folder, lines.getFirst(), files);
        dead.putBack();
        Files.delete(journal);
        return true;
    }

    private void write(Map<Path, byte[]> bytes) throws IOException {
        Path journal = folder.resolve(JOURNAL);
        try {
            for (Map.Entry<Path, byte[]> file : bytes.entrySet()) {
                stage(file.getKey(), file.getValue());
            }
            for (Path file : files) {
                keep(file);
            }
            // A NUL is the one character that no file name contains.
            String names = files.stream().map(file -> "\0" + Overlay.name(file)).collect(Collectors.joining());
            force(journal, (id + names).getBytes(StandardCharsets.UTF_8));
            for (Path file : files) {
                Files.move(fresh(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            try {
                putBack();
                Files.deleteIfExists(journal);
            } catch (IOException notPutBack) {
                // The journal is kept, so that the next run can try again.
                e.addSuppressed(notPutBack);
            }
            throw e;
        }
        // From here on, the run is complete; old files that remain are harmless.
        Files.delete(journal);
        for (Path file : files) {
            Files.deleteIfExists(old(file));
        }
    }

    /** Writes the new bytes beside the file, with the file's mode and owner. */
    private void stage(Path file, byte[] bytes) throws IOException {
        Path target = folder.resolve(file);
        force(fresh(file), bytes);
        PosixFileAttributeView from =
                Files.getFileAttributeView(target, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributeView to = Files.getFileAttributeView(fresh(file), PosixFileAttributeView.class);
        if (from == null || to == null) {
            return;
        }
        try {
            to.setOwner(from.getOwner());
            to.setGroup(from.readAttributes().group());
        } catch (IOException notPermitted) {
            // Only root may change the owner; the mode matters.
        }
        to.setPermissions(from.readAttributes().permissions());
    }

    /** Hard-links the old file to a second name. */
    private void keep(Path file) throws IOException {
        if (!Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(Overlay.name(file) + " is no longer a file");
        }
        try {
            Files.createLink(old(file), folder.resolve(file));
        } catch (UnsupportedOperationException | IOException noHardLinks) {
            Files.copy(folder.resolve(file), old(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private void putBack() throws IOException {
        for (Path file : files) {
            if (Files.exists(old(file), LinkOption.NOFOLLOW_LINKS)) {
                // Renaming one hard link of a file onto another does nothing, so the old name is deleted separately.
                Files.move(old(file), folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
                Files.deleteIfExists(old(file));
            }
            Files.deleteIfExists(fresh(file));
        }
    }

    private static void force(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private Path fresh(Path file) {
        return folder.resolve(file).resolveSibling(".slipway-new-" + id + "-" + files.indexOf(file));
    }

    private Path old(Path file) {
        return folder.resolve(file).resolveSibling(".slipway-old-" + id + "-" + files.indexOf(file));
    }
}
