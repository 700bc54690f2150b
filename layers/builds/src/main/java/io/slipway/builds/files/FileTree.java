package io.slipway.builds.files;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a file system by path. Paths have no leading or trailing slash; the root's is empty. Links are
 * followed only within the tree.
 */
public final class FileTree {
    /** The maximum number of links in a path, as on Linux. */
    private static final int MAX_LINKS = 40;

    private final NavigableMap<String, FileNode> files;

    /** Creates a tree that contains only its root. */
    public FileTree() {
        this(new TreeMap<>());
        files.put("", FileNode.folder(FileNode.FOLDER_MODE, 0, 0));
    }

    private FileTree(NavigableMap<String, FileNode> files) {
        this.files = files;
    }

    /** Returns an independent copy. */
    public FileTree copy() {
        return new FileTree(new TreeMap<>(files));
    }

    /** Returns all files, each folder before its contents. */
    public SortedMap<String, FileNode> files() {
        return Collections.unmodifiableSortedMap(files);
    }

    /** Returns the file of this path; links are not followed. */
    public Optional<FileNode> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** Returns the file of this path, with links followed. */
    public Optional<FileNode> follow(String path) {
        return resolve(path).flatMap(this::find);
    }

    /** Returns the paths in a folder. */
    public List<String> children(String folder) {
        List<String> children = new ArrayList<>();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        String path = folder.isEmpty() ? files.higherKey("") : files.ceilingKey(prefix);
        while (path != null && path.startsWith(prefix)) {
            int slash = path.indexOf('/', prefix.length());
            if (slash < 0) {
                children.add(path);
                path = files.higherKey(path);
            } else {
                // "0" follows "/": skips everything below the child in one step.
                path = files.ceilingKey(path.substring(0, slash) + "0");
            }
        }
        return children;
    }

    /** Returns the paths below a folder, at any depth. */
    public SortedMap<String, FileNode> below(String folder) {
        return Collections.unmodifiableSortedMap(
                folder.isEmpty() ? files.tailMap("", false) : files.subMap(folder + "/", folder + "0"));
    }

    /** Puts a file at its path; replaces a folder together with everything below it. */
    public void put(String path, FileNode node) {
        FileNode before = files.put(path, node);
        if (before != null && before.isFolder() && !node.isFolder()) {
            clear(path);
        }
    }

    /** Removes a file, and everything below it. */
    public void remove(String path) {
        if (!path.isEmpty()) {
            files.remove(path);
        }
        clear(path);
    }

    /** Removes the contents of a folder. */
    public void clear(String folder) {
        if (folder.isEmpty()) {
            files.tailMap("", false).clear();
        } else {
            files.subMap(folder + "/", folder + "0").clear();
        }
    }

    /** Resolves all links of a path, including its last part; the result need not exist. Empty if the links form a cycle. */
    public Optional<String> resolve(String path) {
        Deque<String> ahead = new ArrayDeque<>(List.of(path.split("/", -1)));
        List<String> here = new ArrayList<>();
        int links = 0;
        while (!ahead.isEmpty()) {
            String part = ahead.pop();
            if (part.equals("..")) {
                if (!here.isEmpty()) {
                    here.removeLast();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                here.add(part);
                FileNode node = files.get(String.join("/", here));
                if (node != null && node.isLink()) {
                    links++;
                    if (links > MAX_LINKS) {
                        return Optional.empty();
                    }
                    here.removeLast();
                    if (node.target().startsWith("/")) {
                        here.clear();
                    }
                    List.of(node.target().split("/", -1)).reversed().forEach(ahead::push);
                }
            }
        }
        return Optional.of(String.join("/", here));
    }

    /** Returns the parent of a path; the root's is the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** Returns the last part of a path. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns a path below a folder. */
    public static String join(String folder, String name) {
        if (folder.isEmpty() || name.isEmpty()) {
            return folder + name;
        }
        return folder + "/" + name;
    }
}
