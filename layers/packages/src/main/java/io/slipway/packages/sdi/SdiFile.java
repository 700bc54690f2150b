package io.slipway.packages.sdi;

import java.util.List;
import java.util.Optional;

/**
 * What {@code sdi.yaml} says, with the defaults where it says nothing.
 *
 * @param image the repository of the image inside its space; without it the package's id in lower case
 * @param packages the packages that are laid out beside the SDI's own files
 * @param build how the image is built
 * @param features which file features run, on which files
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

    /** The name that many write instead; such a file would silently be without effect. */
    public static final String OTHER_NAME = "sdi.yml";

    /** A package with a {@code Dockerfile} alone. */
    public static final SdiFile DEFAULT =
            new SdiFile(Optional.empty(), List.of(), BuildSettings.DEFAULT, FeatureSettings.NONE, false);

    public SdiFile {
        packages = List.copyOf(packages);
    }
}
