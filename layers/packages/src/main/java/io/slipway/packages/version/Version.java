package io.slipway.packages.version;

/**
 * A version of one scheme. Two are equal when their texts are; they are ordered by precedence, which leaves out metadata, so that two
 * versions of equal rank need not be equal.
 *
 * @param <V> the scheme
 */
public sealed interface Version<V extends Version<V>> extends Comparable<V>
        permits SemanticVersion, OctopusVersion, MavenVersion, DockerTag {
    /** How many characters a version, a range or a mask may have. */
    int MAX_LENGTH = 256;

    /** The text that it was made of, without blanks. */
    String text();

    /** Whether it comes before a release. */
    boolean isPreRelease();

    /** The text, if it is not too long to be looked at. */
    static String bounded(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new VersionException("A version may have " + MAX_LENGTH + " characters, not " + text.length() + ".");
        }
        return text;
    }
}
