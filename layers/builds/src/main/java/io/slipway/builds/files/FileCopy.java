package io.slipway.builds.files;

import io.slipway.builds.files.Changes.Owner;
import io.slipway.packages.archive.FileKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Copies files from one tree into another as BuildKit's {@code COPY} does (its {@code solver/llbsolver/file} and
 * {@code tonistiigi/fsutil/copy}): the content of folders, links at the top followed, missing folders created for root with 0755.
 */
public final class FileCopy {
    private final FileTree from;
    private final Changes to;
    private final Options options;

    /** The folders between the source and the current file; with patterns, they are created once a file in them matches. */
    private final List<Folder> open = new ArrayList<>();

    public FileCopy(FileTree from, Changes to, Options options) {
        this.from = from;
        this.to = to;
        this.options = options;
    }

    /**
     * The options of a copy.
     *
     * @param owner the owner of copies and created folders; by default, copies keep theirs
     * @param mode the permissions of copies; by default, they keep theirs
     * @param exclude the files to exclude, relative to the source
     * @param include the files to copy, relative to the source; by default all
     * @param replace whether a copy replaces anything at its path
     */
    public record Options(
            Optional<Owner> owner,
            Optional<FileMode> mode,
            PathPatterns exclude,
            Optional<PathPatterns> include,
            boolean replace) {}

    private static final class Folder {
        private final FileNode node;
        private final String target;
        private boolean copied;

        Folder(FileNode node, String target, boolean copied) {
            this.node = node;
            this.target = target;
            this.copied = copied;
        }
    }

    /** Returns the files that a source denotes: itself, or those that match it as a pattern. */
    public static List<String> sources(FileTree from, String source) {
        List<String> parts = List.of(source.split("/", -1));
        int first = 0;
        while (first < parts.size() && !PathPatterns.isPattern(parts.get(first))) {
            first++;
        }
        if (first == parts.size()) {
            return List.of(source);
        }
        String folder = from.resolve(String.join("/", parts.subList(0, first))).orElse("");
        List<String> found = new ArrayList<>();
        match(from, folder, parts.subList(first, parts.size()), found);
        return found;
    }

    private static void match(FileTree from, String folder, List<String> patterns, List<String> found) {
        Pattern pattern = PathPatterns.ofSource(patterns.getFirst());
        for (String child : from.children(folder)) {
            if (!pattern.matcher(FileTree.name(child)).matches()) {
                continue;
            }
            if (patterns.size() == 1) {
                found.add(child);
            } else if (from.find(child).filter(FileNode::isFolder).isPresent()) {
                match(from, child, patterns.subList(1, patterns.size()), found);
            }
        }
    }

    /**
     * Copies a file or the content of a folder.
     *
     * @param source its path, without leading or trailing slashes
     * @param target the path of the copy, from the root; a folder if it ends with a slash
     */
    public void copy(String source, String target) throws CopyException {
        String folder = target.substring(0, target.lastIndexOf('/') + 1);
        String made = target.endsWith("/.") || target.endsWith("/") ? target : folder;
        makeFolders(resolved(PathPatterns.clean(made)));
        String resolved = resolved(PathPatterns.clean(target));
        String followed = from.resolve(source)
                .filter(path -> from.find(path).isPresent())
                .orElseThrow(() -> new CopyException("/" + source + ": not found"));
        FileNode node = from.find(followed).orElseThrow();
        Optional<FileNode> there = to.find(resolved);
        String destination =
                !node.isFolder() && there.filter(FileNode::isFolder).isPresent()
                        ? FileTree.join(resolved, FileTree.name(source))
                        : resolved;
        boolean newFolder = node.isFolder() && there.isEmpty();
        makeFolders(newFolder ? destination : FileTree.parent(destination));
        copy(followed, "", destination, false);
    }

    /** Creates a folder and its parents, with the permissions of the copies if these are octal. */
    private void makeFolders(String folder) throws CopyException {
        List<String> missing = new ArrayList<>();
        for (String path = folder; !path.isEmpty() && to.find(path).isEmpty(); path = FileTree.parent(path)) {
            missing.add(path);
        }
        to.makeFolders(folder, owner());
        if (options.mode().filter(FileMode::octal).isPresent()) {
            for (String path : missing) {
                FileNode made = to.find(path).orElseThrow();
                to.put(path, made.withMode(options.mode().get().of(made.mode(), true)));
            }
        }
    }

    private String resolved(String path) throws CopyException {
        if (options.replace()) {
            return path;
        }
        return to.tree()
                .resolve(path)
                .orElseThrow(() ->
                        new CopyException("/" + path + " must not contain more links than Linux follows, but does"));
    }

    private Owner owner() {
        return options.owner().orElse(Owner.ROOT);
    }

    private void copy(String source, String inside, String target, boolean below) throws CopyException {
        FileNode node = from.find(source).orElseThrow(() -> new CopyException("/" + source + ": not found"));
        boolean included = inside.isEmpty()
                || (options.include().map(patterns -> patterns.fits(inside)).orElse(true)
                        && !options.exclude().fits(inside));
        if (included) {
            openFolders(below);
        }
        if (node.isFolder()) {
            folder(source, inside, target, node, below, included);
        } else if (included) {
            file(target, node);
        }
    }

    private void openFolders(boolean below) throws CopyException {
        for (Folder folder : open) {
            if (!folder.copied) {
                if (makeFolder(folder.target, folder.node, below)) {
                    to.put(folder.target, finished(folder.node));
                }
                folder.copied = true;
            }
        }
    }

    private void folder(String source, String inside, String target, FileNode node, boolean below, boolean included)
            throws CopyException {
        boolean created = included && makeFolder(target, node, below);
        if (included && (created || (below && options.include().isEmpty()))) {
            to.put(target, finished(node));
        }
        open.add(new Folder(node, target, included));
        for (String child : from.children(source)) {
            String name = FileTree.name(child);
            copy(child, FileTree.join(inside, name), FileTree.join(target, name), true);
        }
        open.removeLast();
    }

    /** Creates a folder; returns whether it is new. */
    private boolean makeFolder(String target, FileNode node, boolean below) throws CopyException {
        Optional<FileNode> there = to.find(target);
        if (there.isPresent() && !there.get().isFolder() && !options.replace()) {
            throw new CopyException("cannot copy to non-directory: /" + target);
        }
        if (there.isEmpty() || !there.get().isFolder()) {
            to.put(target, node);
            return true;
        }
        if (below && there.get().mode() != node.mode()) {
            to.put(target, there.get().withMode(node.mode()));
        }
        return false;
    }

    private void file(String target, FileNode node) throws CopyException {
        if (to.find(target).filter(FileNode::isFolder).isPresent() && !options.replace()) {
            throw new CopyException("cannot replace to directory /" + target + " with file");
        }
        to.put(target, finished(node));
    }

    private FileNode finished(FileNode node) {
        FileNode owned = options.owner()
                .map(owner -> node.ownedBy(owner.user(), owner.group()))
                .orElse(node);
        boolean changes = options.mode().isPresent() && node.kind() != FileKind.SYMBOLIC_LINK;
        return changes ? owned.withMode(options.mode().get().of(node.mode(), node.isFolder())) : owned;
    }
}
