package io.slipway.packages.archive;

import java.util.Optional;

/**
 * A file of an archive, as its extraction would write it.
 *
 * @param number its index among the entries of the archive, from 0; -1 for a folder without an entry
 * @param path its path, with slashes
 * @param kind its kind; a hard link is listed as the file that it refers to
 * @param mode its permission bits
 * @param size its length in bytes; 0 for anything but a file
 * @param sha256 the SHA-256 of its bytes in hexadecimal; empty for anything but a file
 * @param target the target of a symbolic link; empty for others
 * @param stored the range of the archive that holds its bytes, if they can be read separately
 */
public record ListedFile(
        int number,
        String path,
        FileKind kind,
        int mode,
        long size,
        String sha256,
        String target,
        Optional<Range> stored) {

    /**
     * A range of an archive.
     *
     * @param from its first byte
     * @param length the number of bytes
     * @param deflated whether they are compressed by DEFLATE; otherwise they are the file's own
     */
    public record Range(long from, long length, boolean deflated) {}

    ListedFile named(String name) {
        return new ListedFile(number, name, kind, mode, size, sha256, target, stored);
    }
}
