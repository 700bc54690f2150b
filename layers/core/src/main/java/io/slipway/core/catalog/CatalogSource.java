package io.slipway.core.catalog;

import java.util.List;
import java.util.Optional;

/** Familiar names of repositories in ASCII order, read piece by piece. */
interface CatalogSource {

    /**
     * Reads the next names. One read of the table.
     *
     * @param from the smallest name that is wanted
     * @param limit the maximum number of names to look at
     */
    Piece read(String from, int limit);

    /**
     * The result of one read.
     *
     * @param names names, in order
     * @param next the smallest name that may come after them, empty at the end of the list
     */
    record Piece(List<String> names, Optional<String> next) {
        public Piece {
            names = List.copyOf(names);
        }
    }
}
