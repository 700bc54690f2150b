package io.slipway.packages.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An entry of an archive, during a visit.
 *
 * @param name its path
 * @param kind its kind
 * @param mode its permission bits, such as 0755
 * @param size the length of a file in bytes, as the archive states it; 0 for others
 * @param target the target of a link, as written; empty for others
 * @param body the bytes of a file, which can be read only once and only during the visit
 * @param stored the range of the archive that holds the bytes, if they can be read separately; known once the body is
 *     opened
 */
record ArchiveEntry(
        EntryName name,
        Kind kind,
        int mode,
        long size,
        String target,
        Body body,
        Supplier<Optional<ListedFile.Range>> stored) {

    static ArchiveEntry folder(EntryName name, int mode) {
        return new ArchiveEntry(name, Kind.FOLDER, mode, 0, "", InputStream::nullInputStream, Optional::empty);
    }

    static ArchiveEntry link(EntryName name, Kind kind, int mode, String target) {
        return new ArchiveEntry(name, kind, mode, 0, target, InputStream::nullInputStream, Optional::empty);
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
