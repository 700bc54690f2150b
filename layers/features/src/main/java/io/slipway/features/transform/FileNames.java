package io.slipway.features.transform;

import io.slipway.features.glob.Wildcard;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The absolute paths of a folder's files, by directory. Only these files can be found, whatever path is looked up. */
final class FileNames {
    private final Map<String, Set<String>> directories = new TreeMap<>();
    private final Set<String> all = new TreeSet<>();

    FileNames(Collection<String> files) {
        all.addAll(files);
        for (String file : all) {
            directories
                    .computeIfAbsent(DotNetPath.directory(file), directory -> new TreeSet<>())
                    .add(DotNetPath.fileName(file));
        }
    }

    /** Returns whether there are files in a directory. */
    boolean hasDirectory(String directory) {
        return directories.containsKey(directory);
    }

    /**
     * Returns the files of one directory whose names match one of the patterns of {@code *} and {@code ?}, pattern by
     * pattern.
     */
    List<String> in(String directory, List<String> patterns) {
        Set<String> names = directories.getOrDefault(directory, Set.of());
        Collection<String> found = new LinkedHashSet<>();
        for (String pattern : patterns) {
            if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
                if (names.contains(pattern)) {
                    found.add(DotNetPath.combine(directory, pattern));
                }
                continue;
            }
            names.stream()
                    .filter(name -> Wildcard.matchesExactly(pattern, name))
                    .forEach(name -> found.add(DotNetPath.combine(directory, name)));
        }
        return List.copyOf(found);
    }

    /** Returns all files with one of these endings, in alphabetical order for each ending. */
    List<String> endingWith(Collection<String> extensions) {
        Collection<String> found = new LinkedHashSet<>();
        for (String extension : extensions) {
            all.stream()
                    .filter(file -> DotNetPath.fileName(file).endsWith(extension))
                    .forEach(found::add);
        }
        return List.copyOf(found);
    }
}
