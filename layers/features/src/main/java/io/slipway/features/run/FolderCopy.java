package io.slipway.features.run;

import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Copies a folder and replaces the content of some files. The copy appears in one rename, or not at all. Links are
 * copied as links.
 */
final class FolderCopy {
    private FolderCopy() {}

    static void make(Path folder, Path directory, Map<Path, byte[]> bytes) throws IOException {
        Path target = directory.toAbsolutePath().normalize();
        Path parent = target.getParent();
        if (parent == null) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.createDirectories(parent);
        parent = parent.toRealPath();
        target = parent.resolve(target.getFileName());
        if (target.startsWith(folder) || folder.startsWith(target)) {
            throw new IOException("the output and the folder must not contain each other");
        }
        Path copy = parent.resolve(".slipway-copy-" + UUID.randomUUID());
        try {
            Files.walkFileTree(folder, new Copying(folder, copy));
            for (Map.Entry<Path, byte[]> file : bytes.entrySet()) {
                Files.write(copy.resolve(file.getKey()), file.getValue());
            }
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.delete(target);
            }
            Files.move(copy, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (DirectoryNotEmptyException e) {
            FolderRemoval.remove(copy);
            throw new IOException("the output folder is not empty", e);
        } catch (IOException e) {
            FolderRemoval.remove(copy);
            throw e;
        }
    }

    /** Sets the attributes of folders last: a read-only folder could not be filled. */
    private static final class Copying extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copying(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.createDirectory(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
            if (e != null) {
                throw e;
            }
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(
                        to.resolve(from.relativize(folder)), Files.getPosixFilePermissions(folder));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
