package io.slipway.packages.feed;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.Tag;
import io.slipway.packages.version.OctopusVersion;
import io.slipway.packages.version.VersionException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a package, as it was spelled.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters, digits, {@code .}, {@code -} and {@code +}; the first is a letter or a digit. {@code _}
 * is not allowed, because tags use it for {@code +}
 */
public record PackageVersion(String value) {
    /** The maximum length of a version, in characters: the limit of tags. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+-]{0,127}");

    public PackageVersion {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the version of a package must have 1 to " + MAX_LENGTH
                    + " letters, digits, '.', '-' and '+', and must begin with a letter or a digit, but was "
                    + Quoted.of(value));
        }
    }

    /** Returns the version of a tag, if it can be a package's tag. */
    public static Optional<PackageVersion> of(Tag tag) {
        String version = tag.value().replace('_', '+');
        return FORM.matcher(version).matches() ? Optional.of(new PackageVersion(version)) : Optional.empty();
    }

    /** Returns its tag, in which {@code _} replaces the {@code +} of build metadata, as for Helm charts. */
    public Tag tag() {
        return new Tag(value.replace('+', '_'));
    }

    /** Returns the version for Octopus's order; empty if Octopus cannot read it, for example because a number exceeds 2,147,483,647. */
    Optional<OctopusVersion> octopus() {
        try {
            return Optional.of(OctopusVersion.parse(value));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
