package io.slipway.core.usage;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.nio.charset.StandardCharsets;

/**
 * The repositories of a space that are linked to a blob.
 *
 * @param users their number
 * @param size the bytes of the blob
 * @param marks the marks of all users, combined by exclusive or: the mark of the user, if there is only one
 */
public record Share(long users, long size, String marks) {
    private static final int LENGTH = 16;

    /** The mark of no repository. */
    private static final String NONE = "0".repeat(LENGTH);

    static Share unused(long size) {
        return new Share(0, size, NONE);
    }

    /** Returns the mark of a repository: a hash that is long enough to be unique in a space. */
    public static String mark(String path) {
        return Digest.of(DigestAlgorithm.SHA256, path.getBytes(StandardCharsets.UTF_8))
                .hex()
                .substring(0, LENGTH);
    }

    Share with(String mark, int sign) {
        long combined = Long.parseUnsignedLong(marks, 16) ^ Long.parseUnsignedLong(mark, 16);
        String text = Long.toHexString(combined);
        return new Share(users + sign, size, "0".repeat(LENGTH - text.length()) + text);
    }

    public boolean isUnused() {
        return users == 0 && marks.equals(NONE);
    }

    /** Returns the blob if it has this many users or more. */
    Amount from(int least) {
        return users >= least ? new Amount(1, size) : Amount.NONE;
    }

    boolean hasOneUser() {
        return users == 1;
    }
}
