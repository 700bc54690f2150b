package io.slipway.builds.features;

import io.slipway.builds.files.FileNode;
import io.slipway.builds.files.FileTree;
import io.slipway.builds.report.BuildException;
import io.slipway.features.glob.GlobException;
import io.slipway.features.glob.GlobPattern;
import io.slipway.features.report.Feature;
import io.slipway.features.run.Configuration;
import io.slipway.features.transform.Pairing;
import io.slipway.features.transform.PairingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds the files that features may read or change, by patterns and names only, so that the result is the same in
 * every environment. All other files are the same in every image, and no feature reads them.
 */
public final class TouchedFiles {
    private static final String CONFIG = ".config";

    private final FileTree folder;
    private final Configuration configuration;
    private final Map<String, List<String>> names = new TreeMap<>();
    private final SortedSet<String> touched = new TreeSet<>();

    private TouchedFiles(FileTree folder, Configuration configuration) {
        this.folder = folder;
        this.configuration = configuration;
    }

    /** Returns the paths of the files in this folder. */
    public static SortedSet<String> of(FileTree folder, Configuration configuration) throws BuildException {
        TouchedFiles files = new TouchedFiles(folder, configuration);
        files.name();
        if (configuration.features().contains(Feature.SUBSTITUTE_IN_FILES)) {
            files.matching(configuration.substitution().targets());
        }
        if (configuration.features().contains(Feature.STRUCTURED_VARIABLES)) {
            files.matching(configuration.structured().targets());
        }
        if (configuration.features().contains(Feature.CONFIGURATION_VARIABLES)) {
            files.configurations();
        }
        if (configuration.features().contains(Feature.CONFIGURATION_TRANSFORMS)) {
            files.transforms();
        }
        return files.touched;
    }

    /** Finds files by their own paths, and by those through links. */
    private void name() {
        Map<String, String> links = new TreeMap<>();
        folder.files().forEach((path, node) -> {
            if (node.isLink()) {
                folder.resolve(path).filter(it -> folder.find(it).isPresent()).ifPresent(it -> links.put(path, it));
            }
        });
        folder.files().forEach((path, node) -> {
            if (node.content().isPresent()) {
                List<String> all = new ArrayList<>(List.of(path));
                links.forEach((link, target) -> {
                    if (path.equals(target)) {
                        all.add(link);
                    } else if (target.isEmpty() || path.startsWith(target + "/")) {
                        all.add(FileTree.join(link, path.substring(target.isEmpty() ? 0 : target.length() + 1)));
                    }
                });
                names.put(path, all);
            }
        });
    }

    private void matching(List<String> targets) throws BuildException {
        for (String target : targets) {
            List<GlobPattern> patterns = new ArrayList<>();
            try {
                patterns.add(new GlobPattern(target));
                for (String path : configuration.additionalPaths()) {
                    patterns.add(new GlobPattern(path + "/" + target));
                }
            } catch (GlobException e) {
                throw new BuildException(String.valueOf(e.getMessage()));
            }
            names.forEach((path, all) -> {
                if (all.stream().anyMatch(name -> patterns.stream().anyMatch(it -> it.fits(name)))) {
                    touched.add(path);
                }
            });
        }
    }

    private void configurations() {
        names.forEach((path, all) -> {
            if (all.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(CONFIG))) {
                touched.add(path);
            }
        });
    }

    /** Finds transforms: {@code .config} files, whose names contain an environment's, and the listed pairs of any environment. */
    private void transforms() throws BuildException {
        Configuration.Transforms transforms = configuration.transforms();
        if (transforms.automatic()) {
            configurations();
        }
        try {
            Pairing pairing = Pairing.of(
                    "/work",
                    List.copyOf(names.keySet()),
                    new Pairing.Request(
                            transforms.additional(),
                            transforms.automatic(),
                            transforms.environment(),
                            transforms.tenant(),
                            false));
            for (Pairing.Pair pair : pairing.pairs()) {
                add(pair.target());
                add(pair.transform());
            }
        } catch (PairingException e) {
            // The run itself reports the mistake, with its place.
            configurations();
        }
    }

    private void add(String path) {
        Optional<FileNode> file =
                folder.find(path).filter(node -> node.content().isPresent());
        file.ifPresent(it -> touched.add(path));
    }
}
