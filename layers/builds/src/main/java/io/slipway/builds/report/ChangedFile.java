package io.slipway.builds.report;

import io.slipway.core.digest.Digest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that the features changed.
 *
 * @param path its path in the working folder, separated by {@code /}
 * @param features the features that changed it, in their order
 * @param digest the digest of its bytes in the image
 * @param text its text with sensitive values masked, for comparisons; null if it is binary or longer than {@value
 *     #MAX_TEXT} characters
 */
public record ChangedFile(
        String path,
        List<String> features,
        Digest digest,
        @Nullable String text) {
    /** The maximum number of characters of a file in a report. */
    public static final int MAX_TEXT = 262_144;

    public ChangedFile {
        features = List.copyOf(features);
        if (text != null && text.length() > MAX_TEXT) {
            text = null;
        }
    }
}
