package io.slipway.core.catalog;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Reads names from a source, with one name of lookahead. */
final class NameStream {
    private final CatalogSource source;
    private final Deque<String> names = new ArrayDeque<>();
    private Optional<String> next;

    NameStream(CatalogSource source, String from) {
        this.source = source;
        this.next = Optional.of(from);
    }

    /** Returns whether a read is needed before the next name is known. */
    boolean needsRead() {
        return names.isEmpty() && next.isPresent();
    }

    void read(int limit) {
        CatalogSource.Piece piece = source.read(next.orElseThrow(), limit);
        names.addAll(piece.names());
        next = piece.next();
    }

    /** Returns the next name, or a lower bound of it if a read is needed; empty at the end. */
    Optional<String> lowest() {
        return names.isEmpty() ? next : Optional.of(names.getFirst());
    }

    /** Removes the next name, if it is this one. */
    void remove(String name) {
        if (name.equals(names.peekFirst())) {
            names.removeFirst();
        }
    }
}
