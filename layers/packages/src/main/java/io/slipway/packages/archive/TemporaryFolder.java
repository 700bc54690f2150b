package io.slipway.packages.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary folder. It is removed when it is closed, or when the process ends before that, also by a signal. */
public final class TemporaryFolder implements AutoCloseable {
    private static final int ATTEMPTS = 20;

    private final Path path;
    private final Thread hook = new Thread(this::removeAtExit);

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Creates a folder whose name begins with a prefix. */
    public static TemporaryFolder create(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        Runtime.getRuntime().addShutdownHook(folder.hook);
        return folder;
    }

    /** Returns the path of the folder. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the process is ending, and the hook removes the folder
        }
        FolderRemoval.remove(path);
    }

    /** Removes the folder. It is renamed first, since other threads may still create files under its path. */
    private void removeAtExit() {
        Path renamed = path.resolveSibling(path.getFileName() + ".removed");
        try {
            Files.move(path, renamed);
        } catch (IOException e) {
            renamed = path;
        }
        for (int i = 0; i < ATTEMPTS && Files.exists(renamed); i++) {
            try {
                FolderRemoval.remove(renamed);
            } catch (IOException e) {
                // A file whose creation had begun before the folder was renamed is there now.
            }
        }
    }
}
