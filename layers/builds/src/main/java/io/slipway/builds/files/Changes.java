package io.slipway.builds.files;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects the changes of an instruction to a tree. */
public final class Changes {
    private final FileTree tree;
    private final SortedMap<String, FileNode> changed = new TreeMap<>();

    public Changes(FileTree tree) {
        this.tree = tree;
    }

    /** Returns the tree, including the changes. */
    public FileTree tree() {
        return tree;
    }

    /** Returns the added and replaced files, by path. */
    public SortedMap<String, FileNode> changed() {
        return Collections.unmodifiableSortedMap(changed);
    }

    Optional<FileNode> find(String path) {
        return tree.find(path);
    }

    void put(String path, FileNode node) {
        tree.put(path, node);
        changed.put(path, node);
    }

    /** Creates a folder and its missing parents; the path must not contain links. */
    public void makeFolders(String path, Owner owner) throws CopyException {
        if (path.isEmpty()) {
            return;
        }
        Optional<FileNode> there = tree.find(path);
        if (there.isPresent()) {
            if (!there.get().isFolder()) {
                throw new CopyException("/" + path + " must be a folder, but is not");
            }
            return;
        }
        makeFolders(FileTree.parent(path), owner);
        put(path, FileNode.folder(FileNode.FOLDER_MODE, owner.user(), owner.group()));
    }

    /**
     * The owner of files.
     *
     * @param user the user's id
     * @param group the group's id
     */
    public record Owner(long user, long group) {
        /** The default owner. */
        public static final Owner ROOT = new Owner(0, 0);
    }
}
