package io.slipway.packages.archive;

/**
 * How much an archive may hold.
 *
 * @param entries how many entries
 * @param bytes how many bytes its files may have together
 * @param ratio how many times larger than the archive its files may be together, once they are larger than {@link #RATIO_FREE}
 */
public record ArchiveLimits(int entries, long bytes, int ratio) {
    /** The default of {@link #entries}. */
    public static final int MAX_ENTRIES = 200_000;

    /** The default of {@link #bytes}: 10 GiB. */
    public static final long MAX_BYTES = 10L << 30;

    /** The default of {@link #ratio}. Text compresses to a twentieth, a gigabyte of zeros to a thousandth. */
    public static final int MAX_RATIO = 200;

    /** So many bytes may come out of any archive, whatever the ratio: 64 MiB. */
    public static final long RATIO_FREE = 64L << 20;

    /** The longest path in an archive, in bytes of UTF-8. */
    public static final int MAX_PATH = 4_096;

    /** The longest part of a path between two slashes, in bytes of UTF-8: what Linux's file systems hold. */
    public static final int MAX_SEGMENT = 255;

    /** How many bytes the headers between two entries of a tar may have: 1 MiB. They are held in memory. */
    public static final int MAX_TAR_HEADER = 1 << 20;

    /** How many bytes the directory of a zip may have: 64 MiB. It is held in memory. */
    public static final long MAX_ZIP_DIRECTORY = 64L << 20;

    /** How much memory, in KiB, the decoder of an xz file may want: 100 MiB, with which all levels of xz can be read. */
    public static final int MAX_XZ_MEMORY = 100 * 1024;

    /** The defaults. */
    public static final ArchiveLimits DEFAULT = new ArchiveLimits(MAX_ENTRIES, MAX_BYTES, MAX_RATIO);

    public ArchiveLimits {
        if (entries < 1 || bytes < 1 || ratio < 1) {
            throw new IllegalArgumentException("the limits of an archive are positive");
        }
    }
}
