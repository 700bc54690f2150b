package io.slipway.core.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The queue of reviews. It is partitioned, so that many can write at once. */
public interface Reviews {
    /** The number of parts. */
    int PARTS = 4;

    /**
     * An entry of the queue.
     *
     * @param id its place in the queue
     * @param written the time at which it was written, or for which it was written
     * @param review the subject of the review
     */
    record Entry(String id, Instant written, Review review) {}

    /** Lists entries of a part that wait for the grace time and were written before this moment, the oldest first, after another entry. One read. */
    List<Entry> free(int part, Optional<Entry> after, Instant before, int limit);

    /** Lists entries of a part that were written for a moment before this one, the oldest first, after another entry. One read. */
    List<Entry> timed(int part, Optional<Entry> after, Instant before, int limit);

    /** Removes an entry. Repeating it changes nothing. One write. */
    void done(Entry entry);

    /** Replaces an entry with one for another moment. One write. */
    void postpone(Entry entry, Instant moment);
}
