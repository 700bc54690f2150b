package io.slipway.builds.instant;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.PathPatterns;
import java.util.Map;

/** Selects the files that {@code COPY} can read: those in the working folder that {@code .dockerignore} does not exclude. */
final class Contexts {
    private Contexts() {}

    static FileTree of(FileTree folder, String ignore) {
        PathPatterns patterns = PathPatterns.ofFile(ignore);
        if (patterns.isEmpty()) {
            return folder;
        }
        FileTree context = new FileTree();
        for (Map.Entry<String, FileNode> file : folder.files().entrySet()) {
            String path = file.getKey();
            if (!path.isEmpty() && !patterns.fits(path)) {
                folders(folder, FileTree.parent(path), context);
                context.put(path, file.getValue());
            }
        }
        return context;
    }

    /** Adds the folders above a file, even excluded ones, because the file itself is not excluded. */
    private static void folders(FileTree folder, String path, FileTree context) {
        if (!path.isEmpty() && context.find(path).isEmpty()) {
            folders(folder, FileTree.parent(path), context);
            folder.find(path).ifPresent(node -> context.put(path, node));
        }
    }
}
