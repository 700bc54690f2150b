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
 * @param target where a link leads, as it is written; empty for others
 * @param body the bytes of a file, which can be read once, while it is visited
 * @param stored the range of the archive that holds the bytes, if they can be read alone; known once the body was opened
 */
record ArchiveEntry(
        EntryName name, Kind kind, int mode, String target, Body body, Supplier<Optional<ListedFile.Range>> stored) {
    ArchiveEntry(EntryName name, Kind kind, int mode, String target, Body body) {
        this(name, kind, mode, target, body, Optional::empty);
    }

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
