package io.slipway.builds.request;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the planning of a build needs to know of an SDI.
 *
 * @param image the image's repository inside the space, if the SDI names one
 * @param packages the packages that it refers to
 * @param bases the images of this registry that it builds on, by build argument
 */
public record SdiDefinition(Optional<String> image, List<Reference> packages, Map<String, String> bases) {
    public SdiDefinition {
        packages = List.copyOf(packages);
        bases = Map.copyOf(bases);
    }

    /**
     * A package that an SDI refers to.
     *
     * @param id its id
     * @param version a version, a range, or empty for the newest
     * @param extract whether it is extracted
     * @param folder the folder that it goes to
     */
    public record Reference(String id, String version, boolean extract, String folder) {}
}
