package io.slipway.builds.inputs;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.name.Tag;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Creates an image's tag: {@code <version>-<deployment>}, restricted to the characters of tags. */
public final class BuildTag {
    /** The longest tag, in characters (specification, "Pulling manifests"). */
    private static final int MAX_LENGTH = 128;

    /** The number of hexadecimal digits that replace a truncated part. */
    private static final int HASH = 12;

    /** The suffix of the tag of the image of only the changed files. */
    private static final String CONFIG = "-config";

    private static final Pattern OTHERS = Pattern.compile("[^A-Za-z0-9_.-]");

    private BuildTag() {}

    /**
     * Returns the tag. The {@code +} of build metadata becomes {@code _}, as in the tags of packages; other
     * characters that are not allowed in tags become {@code -}. The end of a text that is too long is replaced by a
     * hash of the whole.
     */
    public static Tag of(String version, String deployment) {
        String whole = version + "-" + deployment;
        String mapped = OTHERS.matcher(whole.replace('+', '_')).replaceAll("-");
        if (mapped.startsWith(".") || mapped.startsWith("-")) {
            mapped = "_" + mapped.substring(1);
        }
        if (mapped.length() <= MAX_LENGTH) {
            return new Tag(mapped);
        }
        return new Tag(mapped.substring(0, MAX_LENGTH - HASH - 1) + "-" + hash(whole));
    }

    /** Returns the tag of the image of only the changed files, from that of the full image. */
    static Tag ofConfig(Tag image) {
        String text = image.value();
        int room = MAX_LENGTH - CONFIG.length();
        return new Tag((text.length() <= room ? text : text.substring(0, room - HASH) + hash(text)) + CONFIG);
    }

    private static String hash(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, HASH);
    }
}
