package io.slipway.packages.sdi;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The content of {@code sdi.yaml}, with defaults for missing keys.
 *
 * @param image the repository of the image in its space; by default the package's id in lower case
 * @param packages the packages that are placed beside the SDI's own files
 * @param build the settings of the build
 * @param features the file features to run, and their files
 * @param allowSensitive whether sensitive values may be written into files of the image
 */
public record SdiFile(
        Optional<String> image,
        List<PackageReference> packages,
        BuildSettings build,
        FeatureSettings features,
        boolean allowSensitive) {
    /** The name of the file, at the root of the package. */
    public static final String NAME = "sdi.yaml";

    /** A common misspelling of the name. */
    static final String OTHER_NAME = "sdi.yml";

    /** The definition of a package that has only a {@code Dockerfile}. */
    public static final SdiFile DEFAULT =
            new SdiFile(Optional.empty(), List.of(), BuildSettings.DEFAULT, FeatureSettings.NONE, false);

    public SdiFile {
        packages = List.copyOf(packages);
    }

    /**
     * Returns the reason to refuse a definition under the misspelled name, which would otherwise be ignored silently;
     * empty if there is none.
     *
     * @param root returns whether a file is at the package's root
     */
    public static Optional<String> misnamed(Predicate<String> root) {
        return root.test(OTHER_NAME) && !root.test(NAME)
                ? Optional.of("it contains a file " + OTHER_NAME + ", which would be ignored; rename it to " + NAME)
                : Optional.empty();
    }
}
