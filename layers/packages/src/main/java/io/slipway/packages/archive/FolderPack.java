package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Packs a folder into a zip reproducibly: the same files give the same bytes. The only permission that it keeps is
 * whether a file is executable.
 */
public final class FolderPack {
    private static final int FILE = 0100644;
    private static final int PROGRAM = 0100755;
    private static final int LINK = 0120777;
    private static final int FOLDER = 0040755;

    private FolderPack() {}

    /**
     * Packs a folder.
     *
     * @param zip a file outside of the folder that does not exist yet
     * @return the number of packed files and links
     */
    public static int pack(Path folder, Path zip) throws IOException {
        List<Path> paths = paths(folder);
        int files = 0;
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            for (Path path : paths) {
                files += add(out, folder, path);
            }
        }
        return files;
    }

    /** Returns the paths ordered by name, independent of locale and file system. */
    private static List<Path> paths(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(folder)) {
                    paths.add(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                paths.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        paths.sort(Comparator.comparing(path -> name(folder, path)));
        return paths;
    }

    private static int add(ZipArchiveOutputStream out, Path folder, Path path) throws IOException {
        String name = name(folder, path);
        if (Files.isSymbolicLink(path)) {
            byte[] target = Files.readSymbolicLink(path).toString().getBytes(StandardCharsets.UTF_8);
            open(out, name, LINK);
            out.write(target);
            out.closeArchiveEntry();
            return 1;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            open(out, name + "/", FOLDER);
            out.closeArchiveEntry();
            return 0;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ArchiveException(path + " must be a file, a folder or a link, but is something else");
        }
        open(out, name, isProgram(path) ? PROGRAM : FILE);
        try (InputStream in = Files.newInputStream(path)) {
            in.transferTo(out);
        }
        out.closeArchiveEntry();
        return 1;
    }

    private static void open(ZipArchiveOutputStream out, String name, int mode) throws IOException {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        entry.setLastModifiedTime(FileTime.from(Extractor.TIME));
        out.putArchiveEntry(entry);
    }

    private static boolean isProgram(Path path) throws IOException {
        return Files.getFileStore(path).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    private static String name(Path folder, Path path) {
        return folder.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
    }
}
