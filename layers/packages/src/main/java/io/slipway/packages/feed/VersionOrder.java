package io.slipway.packages.feed;

import io.slipway.packages.version.OctopusVersion;
import java.util.Comparator;
import java.util.Optional;

/** Orders versions as Octopus does. A version that Octopus cannot read sorts first. */
final class VersionOrder implements Comparator<PackageVersion> {
    private static final Comparator<PackageVersion> AS_TEXT = Comparator.comparing(PackageVersion::value);

    @Override
    public int compare(PackageVersion one, PackageVersion other) {
        Optional<OctopusVersion> version = one.octopus();
        Optional<OctopusVersion> theirs = other.octopus();
        int order = version.isPresent() && theirs.isPresent()
                ? version.get().compareTo(theirs.get())
                : Boolean.compare(version.isPresent(), theirs.isPresent());
        return order != 0 ? order : AS_TEXT.compare(one, other);
    }
}
