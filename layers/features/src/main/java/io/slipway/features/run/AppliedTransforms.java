package io.slipway.features.run;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The files that were applied as transforms in this run ({@code OctopusAppliedXmlConfigTransforms}): .NET
 * configuration variables do not change them.
 */
final class AppliedTransforms {
    private final Set<Path> files = new HashSet<>();

    /**
     * @param file relative to the folder
     */
    void add(Path file) {
        files.add(file);
    }

    /**
     * @param file relative to the folder
     */
    boolean contains(Path file) {
        return files.contains(file);
    }
}
