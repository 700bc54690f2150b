package io.slipway.features.octostache;

import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionException;
import java.util.Map;
import java.util.function.Function;

/** Implements the filters for the parts of a version, which is parsed as leniently as in Octopus. */
final class VersionFilters {
    private static final Map<String, Function<OctopusVersion, Object>> PARTS = Map.of(
            "VersionMajor", OctopusVersion::major,
            "VersionMinor", OctopusVersion::minor,
            "VersionPatch", OctopusVersion::patch,
            "VersionRevision", OctopusVersion::revision,
            "VersionPreRelease", OctopusVersion::preRelease,
            "VersionPreReleasePrefix", OctopusVersion::preReleasePrefix,
            "VersionPreReleaseCounter", OctopusVersion::preReleaseCounter,
            "VersionMetadata", OctopusVersion::metadata);

    private VersionFilters() {}

    static void register(Filters filters) {
        PARTS.forEach((name, part) -> filters.putText(name, (input, options) -> part(input, part)));
    }

    private static String part(String input, Function<OctopusVersion, Object> part) {
        try {
            return part.apply(OctopusVersion.parse(input)).toString();
        } catch (VersionException e) {
            throw new OctostacheException("The supplied version was not valid: " + e.getMessage());
        }
    }
}
