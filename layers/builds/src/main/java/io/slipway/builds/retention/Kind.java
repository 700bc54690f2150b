package io.slipway.builds.retention;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of candidates that a rule can cover. */
public enum Kind {
    /** Tags of repositories that are not packages. */
    TAGS("tags"),
    /** Tags that builds created for deployments. */
    DEPLOYMENTS("deployments"),
    /** Versions of packages: the tags of repositories under {@code packages/}. */
    PACKAGES("packages"),
    /** Caches of BuildKit, with or without a tag. */
    CACHES("caches"),
    /** Manifests without a tag that are neither in an index nor refer to another manifest. */
    UNTAGGED("untagged");

    private final String word;

    Kind(String word) {
        this.word = word;
    }

    /** Returns the name in the document. */
    public String word() {
        return word;
    }

    /** Returns the kind of this name. */
    public static Optional<Kind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
