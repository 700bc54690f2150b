package io.slipway.features.run;

import io.slipway.features.glob.Glob;
import io.slipway.features.glob.GlobException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** Finds the files that match patterns in a folder and its additional paths. */
final class Targets {
    private final Glob glob;
    private final List<String> additionalPaths;

    Targets(Path folder, List<String> additionalPaths) throws IOException {
        this.glob = new Glob(folder);
        this.additionalPaths = additionalPaths;
    }

    /** Returns the relative paths of the matching files, each once. */
    List<Path> matching(String pattern) throws RunException {
        Collection<Path> found = new LinkedHashSet<>(files(pattern));
        for (String path : additionalPaths) {
            found.addAll(files(path + "/" + pattern));
        }
        return List.copyOf(found);
    }

    /** Returns the links found so far that leave the folder. */
    List<String> linksNotFollowed() {
        List<String> links = new ArrayList<>();
        glob.linksNotFollowed().forEach(link -> links.add(Overlay.name(link)));
        return links;
    }

    private List<Path> files(String pattern) throws RunException {
        try {
            return glob.files(pattern);
        } catch (GlobException e) {
            throw new RunException("", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new RunException(
                    "",
                    "A folder that the pattern '" + pattern + "' searches cannot be read: " + e.getMessage() + " ("
                            + RunFailures.reason(e) + ")");
        }
    }
}
