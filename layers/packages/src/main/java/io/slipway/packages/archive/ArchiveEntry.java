package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One entry of an archive, as it is visited.
 *
 * @param name its path
 * @param kind what it is
 * @param mode its permission bits, such as 0755
 * @param target the target of a link, as written; empty for others
 * @param body the bytes of a file, which can be read once, while it is visited
 * @param stored the range of the archive that holds the bytes, if they can be read separately; known once the body was opened
 */
record ArchiveEntry(
        EntryName name, Kind kind, int mode, String target, Body body, Supplier<Optional<ListedFile.Range>> stored) {
    ArchiveEntry(EntryName name, Kind kind, int mode, String target, Body body) {
        this(name, kind, mode, target, body, Optional::empty);
    }

    /** The permission bits of a file for which the archive has no permissions. */
    static final int FILE_MODE = 0644;

    /** The permission bits of a folder for which the archive has no permissions. */
    static final int FOLDER_MODE = 0755;

    /** The kinds of entries. */
    enum Kind {
        FOLDER,
        FILE,
        SYMBOLIC_LINK,
        /** Another name of an earlier file. */
        HARD_LINK
    }

    /** Opens the bytes of an entry. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    /** Receives each entry in turn. */
    @FunctionalInterface
    interface Visitor {
        /** Returns whether to continue. */
        boolean visit(ArchiveEntry entry) throws IOException;
    }
}
