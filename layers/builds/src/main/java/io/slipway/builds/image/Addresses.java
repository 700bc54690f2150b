package io.slipway.builds.image;

import java.util.regex.Pattern;

/** The sources of {@code ADD} that are not in the build's folder: addresses and repositories of Git. */
final class Addresses {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?|git|ssh)://.*|git@[^/]+:.*|github\\.com/.*", Pattern.DOTALL);

    private Addresses() {}

    static boolean isAddress(String source) {
        return ADDRESS.matcher(source).matches();
    }
}
