package io.slipway.builds.instant;

import io.slipway.builds.features.FeatureRun;
import io.slipway.builds.features.TouchedFiles;
import io.slipway.builds.files.ContentSource;
import io.slipway.builds.files.ContentSource.Place;
import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.files.MemorySource;
import io.slipway.builds.files.PathPatterns;
import io.slipway.builds.report.BuildException;
import io.slipway.core.name.SpaceName;
import io.slipway.features.run.Configuration;
import io.slipway.features.run.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;

/** Runs the file features on a folder with only the files that they may touch. */
final class FeatureFolder {
    private final FileTree tree;
    private final Path folder;
    private final Indexes indexes;
    private final SpaceName space;

    /** Creates a run on the files of a tree, in an empty folder. */
    FeatureFolder(FileTree tree, Path folder, Indexes indexes, SpaceName space) {
        this.tree = tree;
        this.folder = folder;
        this.indexes = indexes;
        this.space = space;
    }

    /** Runs the features, puts the changed files into the tree, and marks those that may differ between deployments. */
    FeatureRun.Changed run(FeatureRun features, Configuration configuration) throws BuildException, IOException {
        SortedSet<String> touched = TouchedFiles.of(tree, configuration);
        if (!configuration.features().isEmpty()) {
            read(touched);
            links();
            for (String target : configuration.structured().targets()) {
                // The feature must find the folder, so that it reports a pattern that matches one.
                String path = PathPatterns.clean(target.replace('\\', '/'));
                if (tree.find(path).filter(FileNode::isFolder).isPresent()) {
                    Files.createDirectories(folder.resolve(path));
                }
            }
        }
        FeatureRun.Changed changed = features.plan(folder, configuration);
        MemorySource edited = new MemorySource();
        Map<String, Edit> edits = new HashMap<>();
        changed.edits().edits().forEach(edit -> edits.put(edit.file(), edit));
        for (String path : touched) {
            FileNode node = tree.find(path).orElseThrow();
            Edit edit = edits.get(path);
            tree.put(path, edit == null ? node.touched(true) : FileNode.file(node.mode(), edit.after(), edited, true));
        }
        return changed;
    }

    private void read(SortedSet<String> touched) throws IOException {
        Map<ContentSource, Map<Integer, List<String>>> wanted = new LinkedHashMap<>();
        for (String path : touched) {
            Place place = tree.find(path).flatMap(FileNode::content).orElseThrow();
            wanted.computeIfAbsent(place.source(), it -> new TreeMap<>())
                    .computeIfAbsent(place.number(), it -> new ArrayList<>())
                    .add(path);
        }
        List<Path> files = new ArrayList<>();
        ContentSource local = (numbers, reader) -> {
            for (int number : new java.util.TreeSet<>(numbers)) {
                try (InputStream in = Files.newInputStream(files.get(number))) {
                    reader.read(number, in);
                }
            }
        };
        for (Map.Entry<ContentSource, Map<Integer, List<String>>> source : wanted.entrySet()) {
            Map<Integer, List<String>> paths = source.getValue();
            ContentSource.Reader reader = (number, body) -> {
                List<String> all = paths.getOrDefault(number, List.of());
                Path first = null;
                for (String path : all) {
                    Path file = folder.resolve(path);
                    Files.createDirectories(file.getParent());
                    if (first == null) {
                        Files.copy(body, file);
                        first = file;
                    } else {
                        Files.copy(first, file);
                    }
                    files.add(file);
                    keep(path, new Place(local, files.size() - 1));
                }
            };
            if (source.getKey() instanceof PackageSource packaged) {
                packaged.readAgain(paths.keySet(), indexes, space, reader);
            } else {
                source.getKey().read(paths.keySet(), reader);
            }
        }
    }

    private void keep(String path, Place place) {
        FileNode node = tree.find(path).orElseThrow();
        tree.put(path, FileNode.file(node.mode(), node.size(), node.sha256(), place, false));
    }

    /** Creates all links and their targets, because features follow links; targets that were not read are empty. */
    private void links() throws IOException {
        for (Map.Entry<String, FileNode> file : tree.files().entrySet()) {
            if (!file.getValue().isLink()) {
                continue;
            }
            Path link = folder.resolve(file.getKey());
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, Path.of(file.getValue().target()));
        }
        for (Map.Entry<String, FileNode> file : tree.files().entrySet()) {
            Optional<String> target = file.getValue().isLink() ? tree.resolve(file.getKey()) : Optional.empty();
            Optional<FileNode> there = target.flatMap(tree::find);
            if (there.isPresent()) {
                Path path = folder.resolve(target.orElseThrow());
                if (there.get().isFolder()) {
                    Files.createDirectories(path);
                } else if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(path.getParent());
                    Files.createFile(path);
                }
            }
        }
    }
}
