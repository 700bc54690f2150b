package io.slipway.packages.version;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.artifact.versioning.ComparableVersion;

/**
 * A version in Maven's order ({@code ComparableVersion}): alpha, beta, milestone, rc, snapshot, release, sp, then
 * anything else. Its parts are those of Maven's build helper plugin.
 *
 * @param text the text that was parsed
 * @param major the first number, or 0
 * @param minor the second number, or 0
 * @param patch the third number, or 0
 * @param build the number after a dash that follows the numbers, or 0
 * @param qualifier the rest, may be empty; the whole text if it does not begin with a number
 */
public record MavenVersion(String text, int major, int minor, int patch, int build, String qualifier)
        implements Version<MavenVersion> {
    private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.(\\d+)(?:\\.(\\d+))?)?(.*)");
    private static final Pattern BUILD = Pattern.compile("-(\\d+)(.*)");
    private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+)*");

    /**
     * Reads a version.
     *
     * @throws VersionException if the text is empty, has blanks, or a number beyond 2,147,483,647 among the first three or the build's
     */
    public static MavenVersion parse(String text) {
        String trimmed = Version.bounded(text).strip();
        if (trimmed.isEmpty() || trimmed.chars().anyMatch(c -> c <= ' ' || "[](),".indexOf(c) >= 0)) {
            throw VersionException.mustBe("a Maven version must not be empty or have blanks, brackets or commas", text);
        }
        Matcher parts = VERSION.matcher(trimmed);
        if (!parts.matches()) {
            return new MavenVersion(trimmed, 0, 0, 0, 0, trimmed);
        }
        String rest = parts.group(4);
        Matcher build = BUILD.matcher(rest);
        boolean built = build.matches();
        return new MavenVersion(
                trimmed,
                Numbers.of(parts.group(1)),
                Numbers.of(parts.group(2)),
                Numbers.of(parts.group(3)),
                built ? Numbers.of(build.group(1)) : 0,
                built ? build.group(2) : withoutSeparator(rest));
    }

    private static String withoutSeparator(String rest) {
        return rest.startsWith(".") || rest.startsWith("-") ? rest.substring(1) : rest;
    }

    @Override
    public boolean isPreRelease() {
        Matcher numbers = NUMBERS.matcher(text);
        return numbers.lookingAt() && order(text).compareTo(order(numbers.group())) < 0;
    }

    @Override
    public int compareTo(MavenVersion other) {
        return order(text).compareTo(order(other.text));
    }

    private static ComparableVersion order(String text) {
        return new ComparableVersion(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
