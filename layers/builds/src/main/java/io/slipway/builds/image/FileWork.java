package io.slipway.builds.image;

import io.slipway.builds.dockerfile.DockerfileException;
import io.slipway.builds.dockerfile.Heredoc;
import io.slipway.builds.dockerfile.Instruction.Copy;
import io.slipway.builds.files.Changes;
import io.slipway.builds.files.Changes.Owner;
import io.slipway.builds.files.CopyException;
import io.slipway.builds.files.FileCopy;
import io.slipway.builds.files.FileMode;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.files.PathPatterns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Executes the file operations of instructions. Each creates at most two layers; the first contains the files that
 * are the same in every deployment.
 */
public final class FileWork {
    private static final int DOCUMENT_MODE = 0644;

    private final FileTree context;
    private final Archives archives;
    private final MemorySource documents = new MemorySource();

    /**
     * Creates an executor.
     *
     * @param context the files that {@code COPY} can read
     * @param archives opens the archives that {@code ADD} extracts
     */
    public FileWork(FileTree context, Archives archives) {
        this.context = context;
        this.archives = archives;
    }

    /** Reads archives. */
    @FunctionalInterface
    public interface Archives {
        /** Returns the files of an archive; empty if the file is not a tar. */
        Optional<FileTree> open(FileNode file) throws IOException;
    }

    void copy(Copy copy, Optional<FileTree> from, StageState state, int line) throws DockerfileException, IOException {
        try {
            copy(copy, from.orElse(context), state);
        } catch (CopyException e) {
            throw new DockerfileException(line, copy.name() + ": " + e.getMessage());
        }
    }

    private void copy(Copy copy, FileTree from, StageState state) throws CopyException, IOException {
        boolean windows = state.config().isWindows();
        boolean apart = copy.flags().link() && copy.flags().mode().isEmpty();
        Optional<Owner> owner = copy.flags().owner().isEmpty()
                ? Optional.empty()
                : Optional.of(Owners.of(copy.flags().owner().get(), state.tree()));
        Optional<FileMode> mode = copy.flags().mode().isEmpty()
                ? Optional.empty()
                : Optional.of(FileMode.parse(copy.flags().mode().get()));
        FileTree tree = apart ? new FileTree() : state.tree();
        Changes changes = new Changes(tree);
        String target = ImagePath.target(copy.target(), state.config().text("WorkingDir"), windows);
        FileCopy.Options options =
                new FileCopy.Options(owner, mode, new PathPatterns(copy.flags().exclude()), Optional.empty(), apart);
        checkTarget(copy, target, tree);
        for (String source : copy.sources()) {
            copy(copy, from, changes, target, source, options, windows);
        }
        for (Heredoc document : copy.heredocs()) {
            FileTree alone = new FileTree();
            byte[] content = document.content().getBytes(StandardCharsets.UTF_8);
            alone.put(document.name(), FileNode.file(DOCUMENT_MODE, content, documents, true));
            new FileCopy(alone, changes, options).copy(document.name(), target);
        }
        if (apart) {
            changes.changed().forEach(state.tree()::put);
        }
        finish(text(copy), changes, state);
    }

    private void copy(
            Copy copy,
            FileTree from,
            Changes changes,
            String target,
            String source,
            FileCopy.Options options,
            boolean windows)
            throws CopyException, IOException {
        String plain = ImagePath.slashes(source, windows);
        if (copy.flags().parents()) {
            parents(from, changes, target, plain, options);
            return;
        }
        for (String match : FileCopy.sources(from, PathPatterns.clean(plain))) {
            boolean unpack = copy.flags().unpack().orElse(copy.add());
            Optional<FileNode> file =
                    unpack ? from.follow(match).filter(node -> node.content().isPresent()) : Optional.empty();
            Optional<FileTree> archive = file.isEmpty() ? Optional.empty() : archives.open(file.get());
            if (archive.isPresent()) {
                extract(archive.get(), changes, target, options);
            } else {
                new FileCopy(from, changes, options).copy(match, target);
            }
        }
    }

    /** Copies a source with its parent folders: all of them, or those after {@code /./}. */
    private static void parents(FileTree from, Changes changes, String target, String source, FileCopy.Options options)
            throws CopyException {
        int pivot = source.indexOf("/./");
        String root = pivot < 0 ? "" : PathPatterns.clean(source.substring(0, pivot));
        String pattern = PathPatterns.clean(pivot < 0 ? source : source.substring(pivot + 2));
        if (!PathPatterns.isPattern(root + pattern)
                && from.follow(FileTree.join(root, pattern)).isEmpty()) {
            throw new CopyException("/" + FileTree.join(root, pattern) + ": not found");
        }
        FileCopy.Options some = new FileCopy.Options(
                options.owner(),
                options.mode(),
                options.exclude(),
                pattern.isEmpty() ? Optional.empty() : Optional.of(new PathPatterns(List.of(pattern))),
                options.replace());
        for (String match : FileCopy.sources(from, root)) {
            new FileCopy(from, changes, some).copy(match, target);
        }
    }

    /** Copies the files of an archive with their own owners and permissions. */
    private static void extract(FileTree archive, Changes changes, String target, FileCopy.Options options)
            throws CopyException {
        String clean = PathPatterns.clean(target);
        String folder =
                options.replace() ? clean : changes.tree().resolve(clean).orElse(clean);
        changes.makeFolders(folder, Owner.ROOT);
        new FileCopy(
                        archive,
                        changes,
                        new FileCopy.Options(
                                Optional.empty(), Optional.empty(), PathPatterns.NONE, Optional.empty(), true))
                .copy("", folder + "/");
    }

    private static void checkTarget(Copy copy, String target, FileTree tree) throws CopyException {
        int sources = copy.sources().size() + copy.heredocs().size();
        boolean folder = target.endsWith("/")
                || tree.follow(PathPatterns.clean(target))
                        .filter(FileNode::isFolder)
                        .isPresent();
        if (sources > 1 && !folder) {
            throw new CopyException(
                    "the target of several sources must be a folder and end with /, but was " + copy.target());
        }
    }

    /** Creates the folder of a {@code WORKDIR}, owned by the image's user. */
    void makeWorkdir(StageState state, int line) throws DockerfileException, IOException {
        try {
            Changes changes = new Changes(state.tree());
            String folder = ImagePath.of(
                    state.config().text("WorkingDir"), "/", state.config().isWindows());
            String user = state.config().text("User");
            Owner owner = user.isEmpty() || state.config().isWindows() ? Owner.ROOT : Owners.of(user, state.tree());
            changes.makeFolders(state.tree().resolve(folder).orElse(folder), owner);
            finish("WORKDIR " + state.config().text("WorkingDir"), changes, state);
        } catch (CopyException e) {
            throw new DockerfileException(line, "WORKDIR: " + e.getMessage());
        }
    }

    private static String text(Copy copy) {
        List<String> words = new ArrayList<>(List.of(copy.name()));
        copy.flags().from().ifPresent(from -> words.add("--from=" + from));
        copy.flags().owner().ifPresent(owner -> words.add("--chown=" + owner));
        copy.flags().mode().ifPresent(mode -> words.add("--chmod=" + mode));
        words.addAll(copy.sources());
        copy.heredocs().forEach(document -> words.add("<<" + document.name()));
        words.add(copy.target());
        return String.join(" ", words);
    }

    private static void finish(String instruction, Changes changes, StageState state) {
        SortedMap<String, FileNode> changed = new TreeMap<>(changes.changed());
        changed.remove("");
        List<Layer.Made> layers = Layers.of(changed, changes.tree());
        state.layers().addAll(layers);
        state.config().history(instruction, layers.size());
    }
}
