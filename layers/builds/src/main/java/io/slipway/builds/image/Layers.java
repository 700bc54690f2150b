package io.slipway.builds.image;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

final class Layers {
    private Layers() {}

    /**
     * Divides changed files into two layers: those that are the same in every deployment and, on top, the others.
     * Empty layers are omitted.
     */
    static List<Layer.Made> of(SortedMap<String, FileNode> changed, FileTree tree) {
        if (changed.isEmpty()) {
            return List.of();
        }
        SortedMap<String, FileNode> touched = new TreeMap<>();
        SortedMap<String, FileNode> others = new TreeMap<>();
        changed.forEach((path, node) -> (node.touched() ? touched : others).put(path, node));
        SortedMap<String, FileNode> above = withFolders(touched, changed, tree);
        boolean onlyFoldersOfThose = above.keySet().containsAll(others.keySet());
        if (touched.isEmpty() || onlyFoldersOfThose) {
            return List.of(new Layer.Made(withFolders(changed, changed, tree)));
        }
        return List.of(new Layer.Made(withFolders(others, changed, tree)), new Layer.Made(above));
    }

    /** Adds the parent folders of the files, as in layers that are written from an overlay file system. */
    private static SortedMap<String, FileNode> withFolders(
            SortedMap<String, FileNode> files, SortedMap<String, FileNode> changed, FileTree tree) {
        SortedMap<String, FileNode> all = new TreeMap<>(files);
        for (String path : files.keySet()) {
            for (String folder = FileTree.parent(path);
                    !folder.isEmpty() && !all.containsKey(folder);
                    folder = FileTree.parent(folder)) {
                FileNode known = changed.getOrDefault(
                        folder, tree.find(folder).orElse(FileNode.folder(FileNode.FOLDER_MODE, 0, 0)));
                all.put(folder, known);
            }
        }
        return all;
    }
}
