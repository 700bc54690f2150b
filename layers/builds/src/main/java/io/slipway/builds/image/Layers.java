package io.slipway.builds.image;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Divides the changes of an instruction into layers. */
final class Layers {
    private Layers() {}

    /** Divides changed files into those that are the same in every deployment and, in a layer over these, the others; a layer without files is left out. */
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

    /** The folders above a file are in its layer, as overlay file systems have them. */
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
