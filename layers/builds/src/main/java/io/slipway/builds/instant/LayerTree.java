package io.slipway.builds.instant;

import io.slipway.builds.files.ContentSource;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.instant.LayerIndex.Entry;
import io.slipway.packages.archive.FileKind;
import io.slipway.packages.archive.LayerFiles.LayerFile;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Applies layers one after another, as tools do when they unpack an image (image specification, "Applying Changesets"). */
final class LayerTree {
    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";
    private static final String WINDOWS_FILES = "Files";

    private final FileTree tree = new FileTree();
    private final MemorySource kept = new MemorySource();
    private final boolean windows;
    private final boolean plain;

    LayerTree(boolean windows) {
        this(windows, false);
    }

    /**
     * Starts with an empty tree.
     *
     * @param plain whether names of whiteouts are ordinary names, as in an archive that is not a layer
     */
    LayerTree(boolean windows, boolean plain) {
        this.windows = windows;
        this.plain = plain;
    }

    FileTree tree() {
        return tree;
    }

    /** Applies a layer, whose whiteouts hide files of the layers below but not its own. */
    LayerTree apply(LayerIndex layer, ContentSource source) {
        Set<String> own = new HashSet<>();
        for (Entry entry : layer.entries()) {
            Optional<String> inside = inside(entry.file().path());
            if (inside.isEmpty()) {
                continue;
            }
            String path = inside.get();
            String name = FileTree.name(path);
            String folder = FileTree.parent(path);
            if (!plain && name.equals(OPAQUE)) {
                tree.below(folder).keySet().stream()
                        .filter(file -> !own.contains(file))
                        .toList()
                        .forEach(tree::remove);
            } else if (!plain && name.startsWith(WHITEOUT)) {
                String hidden = FileTree.join(folder, name.substring(WHITEOUT.length()));
                if (!own.contains(hidden)) {
                    tree.remove(hidden);
                }
            } else {
                put(layer, entry, path, source);
                own.add(path);
                for (String above = folder; !above.isEmpty() && own.add(above); above = FileTree.parent(above)) {
                    if (tree.find(above).isEmpty()) {
                        tree.put(above, FileNode.folder(FileNode.FOLDER_MODE, 0, 0));
                    }
                }
            }
        }
        return this;
    }

    /** Returns the path in the file system; Windows layers have it below a folder. */
    private Optional<String> inside(String path) {
        if (!windows) {
            return Optional.of(path);
        }
        return path.startsWith(WINDOWS_FILES + "/")
                ? Optional.of(path.substring(WINDOWS_FILES.length() + 1))
                : Optional.empty();
    }

    private void put(LayerIndex layer, Entry entry, String path, ContentSource source) {
        LayerFile file = entry.file();
        if (file.kind() == FileKind.HARD_LINK) {
            inside(file.target()).flatMap(tree::find).ifPresent(node -> tree.put(path, node));
            return;
        }
        Optional<Place> content = Optional.empty();
        if (file.kind() == FileKind.FILE) {
            byte[] bytes = layer.kept().get(file.number());
            content = Optional.of(bytes == null ? new Place(source, file.number()) : kept.add(bytes));
        }
        tree.put(
                path,
                new FileNode(
                        file.kind(),
                        file.mode(),
                        file.user(),
                        file.group(),
                        file.time(),
                        file.size(),
                        entry.sha256(),
                        file.target(),
                        file.device(),
                        file.attributes(),
                        content,
                        false));
    }
}
