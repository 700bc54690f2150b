package io.slipway.client;

import java.net.URI;

/**
 * The address of a registry.
 *
 * @param base its address, without a path
 */
public record RegistryUrl(URI base) {
    public RegistryUrl {
        boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!http || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "a registry's address must be http://host[:port] or https://host[:port]");
        }
        base = URI.create(base.getScheme() + "://" + base.getRawAuthority());
    }

    /** Returns the registry at this address. */
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

    /** Returns a resource of a repository, such as {@code blobs/uploads/}. */
    URI of(RemoteRepository repository, String resource) {
        return base.resolve("/v2/" + repository + "/" + resource);
    }
}
