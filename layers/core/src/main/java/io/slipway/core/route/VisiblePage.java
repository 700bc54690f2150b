package io.slipway.core.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A page of the visible part of a list. It has only visible items, and continues after one of them: any other position would reveal hidden names.
 *
 * @param items the visible items
 * @param more whether more visible items follow
 * @param incomplete whether more may follow that were not searched: the search ends after a number of reads
 */
public record VisiblePage<T>(List<T> items, boolean more, boolean incomplete) {
    /** The most reads of a page. */
    public static final int MAX_READS = 32;

    /** The number of items of each read after one that met hidden items. */
    public static final int READ = 1_000;

    public VisiblePage {
        items = List.copyOf(items);
    }

    /** The source of the items. */
    @FunctionalInterface
    public interface Source<T> {
        /** Reads up to so many items after this position, in order; fewer only at the end. */
        List<T> read(String after, int limit);
    }

    /**
     * Fills a page. One read if the caller may see everything.
     *
     * @param size the maximum number of its items, at least 1
     * @param after the position after which it begins
     * @param position the position of an item
     */
    public static <T> VisiblePage<T> fill(
            int size, String after, Source<T> source, Predicate<T> visible, Function<T, String> position) {
        List<T> found = new ArrayList<>();
        String from = after;
        for (int reads = 0; reads < MAX_READS; reads++) {
            int limit = reads == 0 ? size + 1 : Math.max(size + 1, READ);
            List<T> read = source.read(from, limit);
            read.stream().filter(visible).limit(size + 1L - found.size()).forEach(found::add);
            if (found.size() > size) {
                return new VisiblePage<>(found.subList(0, size), true, false);
            }
            if (read.size() < limit) {
                return new VisiblePage<>(found, false, false);
            }
            from = position.apply(read.getLast());
        }
        return new VisiblePage<>(found, false, true);
    }

    /** Returns the last item, if another page follows. */
    public Optional<T> next() {
        return more ? Optional.of(items.getLast()) : Optional.empty();
    }
}
