package io.slipway.packages.archive;

/** The kinds of files in archives and images. */
public enum FileKind {
    FOLDER,
    FILE,
    SYMBOLIC_LINK,
    /** Another name of an earlier file. */
    HARD_LINK,
    /** A device or a pipe. */
    DEVICE
}
