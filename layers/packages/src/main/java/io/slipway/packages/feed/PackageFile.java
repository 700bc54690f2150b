package io.slipway.packages.feed;

import io.slipway.core.digest.Digest;
import io.slipway.core.error.Quoted;
import io.slipway.packages.archive.ArchiveFormat;

/**
 * The archive of a version of a package: a blob of the package's repository.
 *
 * @param name its file name, without any folder: up to {@value #MAX_NAME_LENGTH} characters, without control
 *     characters
 * @param digest its digest
 * @param size its length in bytes
 */
public record PackageFile(String name, Digest digest, long size) {
    /** The maximum length of a file name, in characters. */
    public static final int MAX_NAME_LENGTH = 255;

    public PackageFile {
        boolean simple = name.chars().noneMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c));
        if (!simple || name.length() > MAX_NAME_LENGTH || ArchiveFormat.of(name).isEmpty()) {
            throw new IllegalArgumentException("a package's file name must have up to " + MAX_NAME_LENGTH
                    + " characters, without a folder, with one of the extensions " + ArchiveFormat.known()
                    + ", but was "
                    + Quoted.of(name));
        }
        if (size < 0) {
            throw new IllegalArgumentException("a file's size must be 0 or more, but was " + size);
        }
    }

    /** Returns the format according to its name's extension. */
    public ArchiveFormat format() {
        return ArchiveFormat.of(name).orElseThrow();
    }
}
