package io.slipway.packages.version;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of an image (OCI distribution specification: {@code [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}}), ordered as the version that it reads as.
 *
 * <p>Not every version can be a tag. {@link #of} maps each version to a tag of its own, and {@link #version} back: a {@code +} is a
 * {@code _}, as Helm does it; a version with a {@code _} or another character that tags lack, or that starts with none they may start with,
 * becomes a {@code _} and then the version with each such character as {@code _} and two hexadecimal digits.
 *
 * @param text the tag
 */
public record DockerTag(String text) implements Version<DockerTag> {
    /** How long a tag may be. */
    public static final int MAX_TAG_LENGTH = 128;

    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0," + (MAX_TAG_LENGTH - 1) + "}");
    private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9.+-]*");
    private static final Pattern ESCAPE = Pattern.compile("_([0-9a-f]{2})");
    private static final String LATEST = "latest";

    public DockerTag {
        if (!TAG.matcher(text).matches()) {
            throw VersionException.not("a Docker tag", text);
        }
    }

    /**
     * The tag for a version.
     *
     * @throws VersionException if it becomes longer than a tag may be
     */
    public static DockerTag of(String version) {
        String tag = PLAIN.matcher(version).matches() ? version.replace('+', '_') : escaped(version);
        if (version.isEmpty() || tag.length() > MAX_TAG_LENGTH) {
            throw new VersionException("The version '" + version + "' cannot be a tag: it would have " + tag.length()
                    + " characters, and a tag has 1 to " + MAX_TAG_LENGTH + ".");
        }
        return new DockerTag(tag);
    }

    /**
     * The version that a tag stands for.
     *
     * @throws VersionException if the tag is none that {@link #of} makes
     */
    public String version() {
        String version = text.startsWith("_") ? unescaped(text.substring(1)) : text.replace('_', '+');
        if (!of(version).equals(this)) {
            throw new VersionException("The tag '" + text + "' stands for no version.");
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
        // Each byte as one character, so that escapes of several bytes come together again.
        Matcher escapes = ESCAPE.matcher(tag);
        String bytes = escapes.replaceAll(
                it -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(it.group(1), 16))));
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** The version that the tag reads as to Octopus, which takes tags as they stand; a number beyond 2,147,483,647 is none. */
    public Optional<OctopusVersion> read() {
        try {
            return Optional.of(OctopusVersion.parse(text));
        } catch (VersionException e) {
            return Optional.empty();
        }
    }

    /** Whether it reads as a pre-release; {@code latest} is none. */
    @Override
    public boolean isPreRelease() {
        return !text.equals(LATEST) && read().filter(Version::isPreRelease).isPresent();
    }

    /** By the versions that the tags read as; those that read as none come first. */
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
