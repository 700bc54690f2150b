package io.slipway.cli.image;

import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;

/**
 * The target of a pushed image.
 *
 * @param repository the repository
 * @param tag the tag, {@code latest} by default
 */
record ImageTarget(RepositoryName repository, Tag tag) {

    /** Parses {@code [host/][space/]name[:tag]}; the host must be the registry's own. */
    static ImageTarget parse(String text, String host) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        boolean named = first.contains(".") || first.contains(":") || first.equals("localhost");
        if (named && !first.equals(host)) {
            throw new IllegalArgumentException(
                    "the image must be in the registry " + host + ", but is in " + first + ": see --url");
        }
        String rest = named ? text.substring(slash + 1) : text;
        int colon = rest.lastIndexOf(':');
        return colon > rest.lastIndexOf('/')
                ? new ImageTarget(RepositoryName.parse(rest.substring(0, colon)), new Tag(rest.substring(colon + 1)))
                : new ImageTarget(RepositoryName.parse(rest), new Tag("latest"));
    }
}
