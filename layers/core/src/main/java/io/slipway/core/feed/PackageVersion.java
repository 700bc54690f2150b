package io.slipway.core.feed;

import io.slipway.core.name.Tag;
import java.util.regex.Pattern;

/**
 * The version of a package, as it was spelled. What one version is to another is not known here.
 *
 * @param value 1 to {@value #MAX_LENGTH} letters, digits, {@code .}, {@code _}, {@code -} and {@code +}; the first is a letter, a
 *     digit or {@code _}
 */
public record PackageVersion(String value) {
    /** The longest version, in characters: a tag's. */
    public static final int MAX_LENGTH = 128;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+-]{0,127}");

    public PackageVersion {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("the version of a package has 1 to " + MAX_LENGTH
                    + " letters, digits, '.', '_', '-' and '+', and begins with a letter or a digit");
        }
    }

    /** The tag that names it: no tag holds the {@code +} of build metadata, for which {@code _} stands, as in Helm's charts. */
    public Tag tag() {
        return new Tag(value.replace('+', '_'));
    }

    @Override
    public String toString() {
        return value;
    }
}
