package io.slipway.builds.retention;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of things that a rule can be about. */
public enum Kind {
    /** Tags of repositories that are not packages. */
    TAGS("tags"),
    /** Tags that builds of deployments have made. */
    DEPLOYMENTS("deployments"),
    /** Versions of packages: the tags of repositories under {@code packages/}. */
    PACKAGES("packages"),
    /** Caches of BuildKit, with a tag or without. */
    CACHES("caches"),
    /** Manifests without a tag that no index contains and that refer to no other manifest. */
    UNTAGGED("untagged");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** The name in the document. */
    public String word() {
        return word;
    }

    /** The kind of this name. */
    public static Optional<Kind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
