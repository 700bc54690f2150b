package io.slipway.builds.image;

import java.util.regex.Pattern;

/** Recognizes sources of {@code ADD} outside the build's folder: URLs and Git repositories. */
final class Addresses {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?|git|ssh)://.*|git@[^/]+:.*|github\\.com/.*", Pattern.DOTALL);

    private Addresses() {}

    static boolean isAddress(String source) {
        return ADDRESS.matcher(source).matches();
    }
}
