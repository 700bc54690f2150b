package io.slipway.e2e;

import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Folders that several tests use; they are removed when the process ends. Their paths are short enough for sockets. */
final class TemporaryFolders {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Queue<Path> CREATED = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TemporaryFolders::removeAll));
    }

    private TemporaryFolders() {}

    static Path create(String prefix) {
        try {
            Path folder = Files.createTempDirectory(prefix);
            CREATED.add(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removeAll() {
        for (Path folder : CREATED) {
            try {
                // A client that was killed may have left mounts of folders of this machine.
                if (!Files.exists(MOUNTS) || !Files.readString(MOUNTS).contains(folder.toString())) {
                    FolderRemoval.remove(folder);
                }
            } catch (IOException e) {
                System.err.println("a temporary folder was not removed: " + e);
            }
        }
    }
}
