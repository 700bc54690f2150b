package io.slipway.client;

import io.slipway.core.error.Quoted;
import io.slipway.core.name.RepositoryName;
import java.util.regex.Pattern;

/**
 * A repository of any registry, by its full name, because other registries have no spaces.
 *
 * @param path its name, in the form of URLs and scopes (distribution specification, "Pulling manifests")
 */
public record RemoteRepository(String path) {
    private static final String SEGMENT = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";
    private static final Pattern FORM = Pattern.compile(SEGMENT + "(?:/" + SEGMENT + ")*+");

    public RemoteRepository {
        if (path.length() > RepositoryName.MAX_LENGTH || !FORM.matcher(path).matches()) {
            throw new IllegalArgumentException("a repository's name must have up to " + RepositoryName.MAX_LENGTH
                    + " characters: segments of lower-case letters and digits, joined by '.', '_', '__' or '-', with '/'"
                    + " between, but was " + Quoted.of(path));
        }
    }

    /** Returns a repository of a Slipway registry. */
    public static RemoteRepository of(RepositoryName name) {
        return new RemoteRepository(name.familiar());
    }

    @Override
    public String toString() {
        return path;
    }
}
