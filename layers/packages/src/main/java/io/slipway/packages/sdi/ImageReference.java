package io.slipway.packages.sdi;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.Quoted;
import io.slipway.core.name.DigestReference;
import io.slipway.core.name.Reference;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;

/**
 * An image of this registry.
 *
 * @param repository its repository
 * @param reference its tag or digest
 */
public record ImageReference(RepositoryName repository, Reference reference) {

    /**
     * Parses {@code [space/]name:tag} or {@code [space/]name@digest}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static ImageReference parse(String text) {
        int slash = text.indexOf('/');
        String first = slash < 0 ? "" : text.substring(0, slash);
        if (first.contains(".") || first.contains(":") || first.equals("localhost")) {
            throw new IllegalArgumentException("a base image must be in this registry, but was " + Quoted.of(text)
                    + "; refer to images of other registries in the Dockerfile itself");
        }
        int at = text.indexOf('@');
        if (at >= 0) {
            return new ImageReference(
                    RepositoryName.parse(text.substring(0, at)),
                    new DigestReference(Digest.parse(text.substring(at + 1))));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("an image must have a tag, name:tag, but was " + Quoted.of(text));
        }
        return new ImageReference(RepositoryName.parse(text.substring(0, colon)), new Tag(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return repository.familiar() + (reference instanceof Tag ? ":" : "@") + reference;
    }
}
