package io.slipway.packages.version;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of SemVer 1 or 2 (semver.org), also with one, two or four numbers and a leading v, as NuGet and Octopus accept them.
 *
 * @param text the text that was parsed
 * @param major the first number
 * @param minor the second number, or 0
 * @param patch the third number, or 0
 * @param revision the fourth number, or 0
 * @param labels the identifiers of the pre-release, empty for a release
 * @param metadata the text after the plus, may be empty; it does not affect the order
 */
public record SemanticVersion(
        String text, int major, int minor, int patch, int revision, List<String> labels, String metadata)
        implements Version<SemanticVersion> {
    private static final String IDENTIFIERS = "[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";
    private static final Pattern VERSION = Pattern.compile("[vV]?(\\d+)(?:\\.(\\d+))?(?:\\.(\\d+))?(?:\\.(\\d+))?"
            + "(?:-(" + IDENTIFIERS + "))?(?:\\+(" + IDENTIFIERS + "))?");

    private static final Comparator<SemanticVersion> PRECEDENCE = Comparator.comparingInt(SemanticVersion::major)
            .thenComparingInt(SemanticVersion::minor)
            .thenComparingInt(SemanticVersion::patch)
            .thenComparingInt(SemanticVersion::revision)
            .thenComparing(SemanticVersion::labels, PreRelease::compare);

    public SemanticVersion {
        labels = List.copyOf(labels);
    }

    /**
     * Reads a version.
     *
     * @throws VersionException if it is not a semantic version, or has a number beyond 2,147,483,647
     */
    public static SemanticVersion parse(String text) {
        String trimmed = Version.bounded(text).strip();
        Matcher parts = VERSION.matcher(trimmed);
        if (!parts.matches()) {
            throw VersionException.mustBe("a version must be semantic, such as 1.2.0-rc.1+5", text);
        }
        String labels = parts.group(5);
        return new SemanticVersion(
                trimmed,
                Numbers.of(parts.group(1)),
                Numbers.of(parts.group(2)),
                Numbers.of(parts.group(3)),
                Numbers.of(parts.group(4)),
                labels == null ? List.of() : Arrays.asList(labels.split("\\.", -1)),
                parts.group(6) == null ? "" : parts.group(6));
    }

    @Override
    public boolean isPreRelease() {
        return !labels.isEmpty();
    }

    @Override
    public int compareTo(SemanticVersion other) {
        return PRECEDENCE.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
