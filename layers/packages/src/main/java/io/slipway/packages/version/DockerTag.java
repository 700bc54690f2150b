package io.slipway.packages.version;

import io.slipway.core.error.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of an image (OCI distribution specification: {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}}), ordered like the
 * version that it represents.
 *
 * <p>Not every version is a valid tag. {@link #of} maps each version to a unique tag, and {@link #version} back:
 * {@code +} becomes {@code _}, as for Helm. A version with a {@code _} or another character that is not allowed in
 * tags, or with an invalid first character, becomes a {@code _} and then the version, in which each such character is
 * a {@code _} and two hexadecimal digits.
 *
 * @param text the tag
 */
public record DockerTag(String text) implements Version<DockerTag> {
    /** The maximum length of a tag, in characters. */
    public static final int MAX_TAG_LENGTH = 128;

    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0," + (MAX_TAG_LENGTH - 1) + "}");
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9.+-]*");
    private static final Pattern ESCAPE = Pattern.compile("_([0-9a-f]{2})");
    private static final String LATEST = "latest";

    public DockerTag {
        if (!TAG.matcher(text).matches()) {
            throw VersionException.mustBe(
                    "a tag must have 1 to " + MAX_TAG_LENGTH
                            + " letters, digits, '_', '.' and '-', and not begin with '.' or '-'",
                    text);
        }
    }

    /**
     * Returns the tag of a version.
     *
     * @throws VersionException if the tag would be too long
     */
    public static DockerTag of(String version) {
        String tag = PLAIN.matcher(version).matches() ? version.replace('+', '_') : escaped(version);
        if (version.isEmpty() || tag.length() > MAX_TAG_LENGTH) {
            throw new VersionException("the tag of a version must have 1 to " + MAX_TAG_LENGTH
                    + " characters, but that of " + Quoted.of(version) + " would have " + tag.length());
        }
        return new DockerTag(tag);
    }

    /**
     * Returns the version of a tag.
     *
     * @throws VersionException if {@link #of} does not return this tag for any version
     */
    public String version() {
        String version = text.startsWith("_") ? unescaped(text.substring(1)) : text.replace('_', '+');
        if (!of(version).equals(this)) {
            throw VersionException.mustBe("the tag must be that of a version", text);
        }
        return version;
    }

    private static String escaped(String version) {
        StringBuilder tag = new StringBuilder("_");
        for (byte b : version.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b == '.' || b == '-' || (b >= 0 && Character.isLetterOrDigit(b));
            tag.append(plain ? String.valueOf((char) b) : "_%02x".formatted(b));
        }
        return tag.toString();
    }

    private static String unescaped(String tag) {
        // Each byte is one character here, so that escapes of several bytes form one character again.
        Matcher escapes = ESCAPE.matcher(tag);
        String bytes = escapes.replaceAll(
                it -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(it.group(1), 16))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** Reads the tag as Octopus does, without unescaping; empty if it is not a version, or a number is beyond 2,147,483,647. */
    public Optional<OctopusVersion> read() {
        try {
            return Optional.of(OctopusVersion.parse(text));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }

    /** Returns whether it represents a pre-release; {@code latest} does not. */
    @Override
    public boolean isPreRelease() {
        return !text.equals(LATEST) && read().filter(Version::isPreRelease).isPresent();
    }

    /** Compares the versions that the tags represent. Tags that are not versions sort first. */
    @Override
    public int compareTo(DockerTag other) {
        Optional<OctopusVersion> version = read();
        Optional<OctopusVersion> theirs = other.read();
        if (version.isPresent() && theirs.isPresent()) {
            return version.get().compareTo(theirs.get());
        }
        return version.isPresent() || theirs.isPresent()
                ? Boolean.compare(version.isPresent(), theirs.isPresent())
                : text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
