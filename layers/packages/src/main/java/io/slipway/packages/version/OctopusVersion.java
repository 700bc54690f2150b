package io.slipway.packages.version;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as Octopus reads it, leniently: up to four numbers, all optional, and a pre-release, whose identifiers
 * are separated by any of {@code . - _ \}. Nearly every text is such a version. Blanks around the numbers are
 * ignored.
 *
 * @param text the text that was parsed, without blanks
 * @param prefix v, V or empty
 * @param major the first number, or 0
 * @param minor the second number, or 0
 * @param patch the third number, or 0
 * @param revision the fourth number, or 0
 * @param preRelease the text between the numbers and the plus, may be empty
 * @param preReleasePrefix the pre-release up to its first separator
 * @param preReleaseCounter the pre-release after its first separator
 * @param metadata the text after the plus, may be empty; it does not affect the order
 */
public record OctopusVersion(
        String text,
        String prefix,
        int major,
        int minor,
        int patch,
        int revision,
        String preRelease,
        String preReleasePrefix,
        String preReleaseCounter,
        String metadata)
        implements Version<OctopusVersion> {
    private static final Pattern VERSION = Pattern.compile("\\s*(?:(?<prefix>[vV])?\\s*(?<major>\\d+)\\s*"
            + "(?:\\.\\s*(?<minor>\\d+)\\s*)?+(?:\\.\\s*(?<patch>\\d+)\\s*)?+(?:\\.\\s*(?<revision>\\d+)\\s*)?+)?+"
            + "[._\\\\-]?(?<prerelease>(?<first>[A-Za-z0-9]*)(?:[._\\\\-](?<counter>[A-Za-z0-9._\\\\-]*))?)"
            + "(?:\\+(?<metadata>[A-Za-z0-9._\\\\+-]*))?\\s*");

    private static final Pattern SEPARATOR = Pattern.compile("[^\\p{L}\\p{N}]");

    private static final Comparator<OctopusVersion> PRECEDENCE = Comparator.comparingInt(OctopusVersion::major)
            .thenComparingInt(OctopusVersion::minor)
            .thenComparingInt(OctopusVersion::patch)
            .thenComparingInt(OctopusVersion::revision)
            .thenComparing(OctopusVersion::identifiers, PreRelease::compare);

    /**
     * Reads a version.
     *
     * @throws VersionException if the text is empty, has a character that is not allowed in versions, or a number beyond 2,147,483,647
     */
    public static OctopusVersion parse(String text) {
        Matcher parts = VERSION.matcher(Version.bounded(text));
        if (text.isBlank() || !parts.matches()) {
            throw VersionException.mustBe(
                    "a version must have numbers, letters and separators, such as 1.2.0-rc.1+5", text);
        }
        return new OctopusVersion(
                text.replaceAll("\\s", ""),
                orEmpty(parts.group("prefix")),
                Numbers.of(parts.group("major")),
                Numbers.of(parts.group("minor")),
                Numbers.of(parts.group("patch")),
                Numbers.of(parts.group("revision")),
                orEmpty(parts.group("prerelease")),
                orEmpty(parts.group("first")),
                orEmpty(parts.group("counter")),
                orEmpty(parts.group("metadata")));
    }

    @Override
    public boolean isPreRelease() {
        return !preRelease.isEmpty();
    }

    /** Returns the identifiers of the pre-release. */
    List<String> identifiers() {
        return preRelease.isEmpty() ? List.of() : Arrays.asList(SEPARATOR.split(preRelease, -1));
    }

    @Override
    public int compareTo(OctopusVersion other) {
        return PRECEDENCE.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }

    private static String orEmpty(@Nullable String part) {
        return part == null ? "" : part;
    }
}
