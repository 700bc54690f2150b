package io.slipway.packages.feed;

import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionException;
import io.slipway.packages.version.VersionRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Chooses one of the versions of a package.
 *
 * @param wanted a version, a range or a mask; empty for the newest release
 */
public record VersionChoice(String wanted) {
    private static final Pattern RANGE = Pattern.compile("[\\[(].*|.*\\*.*");

    public VersionChoice {
        wanted = wanted.strip();
    }

    /**
     * Returns the newest version in a range, or the one that equals a version, regardless of spelling; empty if no version matches.
     *
     * @throws VersionException if the text is neither a version nor a range
     */
    public Optional<StoredPackage> of(List<StoredPackage> versions) {
        if (!wanted.isEmpty() && !RANGE.matcher(wanted).matches()) {
            return exact(versions);
        }
        VersionRange<OctopusVersion> range = VersionRange.parse(wanted.isEmpty() ? "*" : wanted, OctopusVersion::parse);
        return range.newest(versions.stream()
                        .flatMap(it -> it.version().octopus().stream())
                        .toList())
                .flatMap(newest -> versions.stream()
                        .filter(it -> it.version().octopus().equals(Optional.of(newest)))
                        .findFirst());
    }

    private Optional<StoredPackage> exact(List<StoredPackage> versions) {
        return versions.stream()
                .filter(it -> it.version().value().equals(wanted))
                .findFirst()
                .or(() -> equal(versions, OctopusVersion.parse(wanted)));
    }

    private static Optional<StoredPackage> equal(List<StoredPackage> versions, OctopusVersion version) {
        return versions.stream()
                .filter(it -> it.version()
                        .octopus()
                        .filter(own -> own.compareTo(version) == 0)
                        .isPresent())
                .min(Comparator.comparing(it -> it.version().value()));
    }
}
