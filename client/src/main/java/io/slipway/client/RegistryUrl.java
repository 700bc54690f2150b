package io.slipway.client;

import java.net.URI;

/**
 * The URL of a registry.
 *
 * @param base its URL, without a path
 */
public record RegistryUrl(URI base) {
    public RegistryUrl {
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "a registry's URL must be http://host[:port] or https://host[:port], but was " + base);
        }
        base = URI.create(base.getScheme() + "://" + base.getRawAuthority());
    }

    /** Parses a registry's URL; a path is ignored. */
    public static RegistryUrl parse(String text) {
        return new RegistryUrl(URI.create(text));
    }

    /** Returns the host in an image's name, the part before the first slash. */
    public String host() {
        return base.getRawAuthority();
    }

    URI resolve(String path) {
        return base.resolve(path);
    }

    /** Returns the URL of a repository's resource, such as {@code blobs/uploads/}. */
    URI of(RemoteRepository repository, String resource) {
        return base.resolve("/v2/" + repository + "/" + resource);
    }
}
