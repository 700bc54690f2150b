package io.slipway.packages.feed;

import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionException;
import java.util.Comparator;
import java.util.Optional;

/** Orders versions as Octopus does. A version that Octopus cannot read, such as one with a number beyond 2,147,483,647, sorts first. */
final class VersionOrder implements Comparator<PackageVersion> {
    private static final Comparator<PackageVersion> AS_TEXT = Comparator.comparing(PackageVersion::value);

    @Override
    public int compare(PackageVersion one, PackageVersion other) {
        Optional<OctopusVersion> version = read(one);
        Optional<OctopusVersion> theirs = read(other);
        int order = version.isPresent() && theirs.isPresent()
                ? version.get().compareTo(theirs.get())
                : Boolean.compare(version.isPresent(), theirs.isPresent());
        return order != 0 ? order : AS_TEXT.compare(one, other);
    }

    private static Optional<OctopusVersion> read(PackageVersion version) {
        try {
            return Optional.of(OctopusVersion.parse(version.value()));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }
}
