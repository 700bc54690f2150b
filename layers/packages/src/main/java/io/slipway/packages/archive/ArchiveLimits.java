package io.slipway.packages.archive;

/**
 * The limits of an archive.
 *
 * @param entries the maximum number of entries
 * @param bytes the maximum total size of the files, in bytes
 * @param ratio the maximum ratio of the files' bytes to the archive's, once the files have more than {@link
 *     #RATIO_FREE} bytes
 */
public record ArchiveLimits(int entries, long bytes, int ratio) {
    /** The default of {@link #entries}. */
    public static final int MAX_ENTRIES = 200_000;

    /** The default of {@link #bytes}: 10 GiB. */
    public static final long MAX_BYTES = 10L << 30;

    /** The default of {@link #ratio}. Text compresses to a twentieth, a gigabyte of zeros to a thousandth. */
    public static final int MAX_RATIO = 200;

    /** The number of bytes that every archive may contain, regardless of the ratio: 64 MiB. */
    public static final long RATIO_FREE = 64L << 20;

    /** The maximum length of a path in an archive, in bytes of UTF-8. */
    public static final int MAX_PATH = 4_096;

    /** The maximum length of a part of a path between slashes, in bytes of UTF-8: the limit of Linux's file systems. */
    public static final int MAX_SEGMENT = 255;

    /** The maximum number of bytes of the headers between two entries of a tar: 1 MiB. They are kept in memory. */
    public static final int MAX_TAR_HEADER = 1 << 20;

    /** The maximum number of bytes of a zip's directory: 64 MiB. It is kept in memory. */
    public static final long MAX_ZIP_DIRECTORY = 64L << 20;

    /** The maximum memory of an xz decoder, in KiB: 100 MiB, enough for all levels of xz. */
    public static final int MAX_XZ_MEMORY = 100 * 1024;

    /** The defaults. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(MAX_ENTRIES, MAX_BYTES, MAX_RATIO);

    public ArchiveLimits {
        if (entries < 1 || bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException(
                    "the limits of an archive must be positive, but were " + entries + ", " + bytes + " and " + ratio);
        }
    }
}
