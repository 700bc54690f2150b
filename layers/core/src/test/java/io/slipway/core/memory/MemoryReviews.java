package io.slipway.core.memory;

import io.slipway.core.housekeeping.Review;
import io.slipway.core.housekeeping.Reviews;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The queue of reviews. The other twins add entries to it with the same changes as the adapters. */
final class MemoryReviews implements Reviews {
    private final List<NavigableMap<String, Entry>> free = parts();
    private final List<NavigableMap<String, Entry>> timed = parts();
    private int number;

    private static List<NavigableMap<String, Entry>> parts() {
        return IntStream.range(0, PARTS)
                .mapToObj(part -> (NavigableMap<String, Entry>) new TreeMap<String, Entry>())
                .toList();
    }

    /** Adds a review that is due when the grace time since this moment is over. */
    synchronized void addFree(Review review, Instant now) {
        add(free, review, now);
    }

    /** Adds a review that is due at this moment. */
    synchronized void addTimed(Review review, Instant moment) {
        add(timed, review, moment);
    }

    private void add(List<NavigableMap<String, Entry>> queue, Review review, Instant moment) {
        number++;
        Instant written = Instant.ofEpochMilli(moment.toEpochMilli());
        String id = String.format(Locale.ROOT, "%013d-%09d", written.toEpochMilli(), number);
        queue.get(number % PARTS).put(id, new Entry(id, written, review));
    }

    @Override
    public synchronized List<Entry> free(int part, Optional<Entry> after, Instant before, int limit) {
        return list(free.get(part), after, before, limit);
    }

    @Override
    public synchronized List<Entry> timed(int part, Optional<Entry> after, Instant before, int limit) {
        return list(timed.get(part), after, before, limit);
    }

    private static List<Entry> list(
            NavigableMap<String, Entry> queue, Optional<Entry> after, Instant before, int limit) {
        return queue.tailMap(after.map(Entry::id).orElse(""), false).values().stream()
                .takeWhile(entry -> !entry.written().isAfter(before))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized void done(Entry entry) {
        Stream.of(free, timed).flatMap(List::stream).forEach(part -> part.remove(entry.id()));
    }

    @Override
    public synchronized void postpone(Entry entry, Instant moment) {
        addTimed(entry.review(), moment);
        done(entry);
    }
}
