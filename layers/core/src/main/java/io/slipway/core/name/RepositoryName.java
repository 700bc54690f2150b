package io.slipway.core.name;

import io.slipway.core.error.Quoted;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository of a space. {@code app} and {@code default/app} name the same repository of the default space; in
 * {@code team-a/app} the first segment names the space.
 *
 * @param space the space (tenant)
 * @param path the name inside the space: one or more segments of the distribution specification's grammar
 */
public record RepositoryName(SpaceName space, String path) {
    /** The longest name, space included, in characters: what clients accept together with a host name (specification, "Pulling manifests"). */
    public static final int MAX_LENGTH = 255;

    /** The folder, in each space, of the repositories whose artifacts are packages. */
    public static final String PACKAGES = "packages/";

    private static final String SEGMENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
    private static final Pattern FORM = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*+");

    public RepositoryName {
        if (space.value().length() + 1 + path.length() > MAX_LENGTH
                || !FORM.matcher(path).matches()) {
            throw new IllegalArgumentException("a repository's name must have up to " + MAX_LENGTH
                    + " characters: segments of lower-case letters and digits, joined by '.', '_', '__' or '-', with"
                    + " '/' between, but was "
                    + Quoted.of(path));
        }
    }

    /** Reads a name in the form of URLs, image references and scopes. */
    public static RepositoryName parse(String name) {
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "a repository's name must have up to " + MAX_LENGTH + " characters, but had " + name.length());
        }
        int slash = name.indexOf('/');
        return slash < 0
                ? new RepositoryName(SpaceName.DEFAULT, name)
                : new RepositoryName(new SpaceName(name.substring(0, slash)), name.substring(slash + 1));
    }

    /** Reads a name as {@link #parse} does; empty if it is not valid. */
    public static Optional<RepositoryName> parseIfValid(String name) {
        try {
            return Optional.of(parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the shortest name that clients can use: without the space if that is the default one. */
    public String familiar() {
        // "a/b" in the default space keeps its space: "a/b" alone would name the space a.
        return space.equals(SpaceName.DEFAULT) && path.indexOf('/') < 0 ? path : toString();
    }

    /** Returns whether its artifacts are packages. */
    public boolean isOfPackages() {
        return path.startsWith(PACKAGES);
    }

    /** Reads {@link #stored}. */
    public static RepositoryName parseStored(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? parse(text)
                : new RepositoryName(SpaceName.parseStored(text.substring(0, slash)), text.substring(slash + 1));
    }

    /** Returns the repository in this generation of its space. */
    public RepositoryName at(int generation) {
        return generation == space.generation() ? this : new RepositoryName(space.at(generation), path);
    }

    /** {@code space/path} with the space's generation: the form in which names are stored. */
    public String stored() {
        return space.stored() + "/" + path;
    }

    /** {@code space/path}, as clients may write it. */
    @Override
    public String toString() {
        return space + "/" + path;
    }
}
