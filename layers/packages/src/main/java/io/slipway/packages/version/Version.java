package io.slipway.packages.version;

/**
 * A version of one scheme. Versions are equal if their texts are. Their order ignores metadata, so versions that
 * compare as equal need not be equal.
 *
 * @param <V> the scheme
 */
public sealed interface Version<V extends Version<V>> extends Comparable<V>
        permits SemanticVersion, OctopusVersion, MavenVersion {
    /** The maximum length of a version or a range, in characters. */
    int MAX_LENGTH = 256;

    /** Returns the text that was parsed, without blanks. */
    String text();

    /** Returns whether it is a pre-release. */
    boolean isPreRelease();

    /** Returns the text if it is not too long. */
    static String bounded(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new VersionException(
                    "a version must have at most " + MAX_LENGTH + " characters, but had " + text.length());
        }
        return text;
    }
}
