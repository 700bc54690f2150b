package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;

/**
 * One entry of an archive, as it is visited.
 *
 * @param name its path
 * @param kind what it is
 * @param mode its permission bits, such as 0755
 * @param target where a link leads, as it is written; empty for others
 * @param body the bytes of a file, which can be read once, while it is visited
 */
record ArchiveEntry(EntryName name, Kind kind, int mode, String target, Body body) {
    /** The permission bits of a file where the archive names none. */
    static final int FILE_MODE = 0644;

    /** The permission bits of a folder where the archive names none. */
    static final int FOLDER_MODE = 0755;

    /** What an entry can be. */
    enum Kind {
        FOLDER,
        FILE,
        SYMBOLIC_LINK,
        /** Another name of a file that came before. */
        HARD_LINK
    }

    /** Opens the bytes of an entry. */
    @FunctionalInterface
    interface Body {
        InputStream open() throws IOException;
    }

    /** Is shown each entry in turn. */
    @FunctionalInterface
    interface Visitor {
        /** Answers whether to go on. */
        boolean visit(ArchiveEntry entry) throws IOException;
    }
}
