package io.slipway.core.housekeeping;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The queue of reviews. It has parts, so that many can write at once. */
public interface Reviews {
    /** The number of parts. */
    int PARTS = 4;

    /**
     * An entry of the queue.
     *
     * @param id its place in the queue
     * @param written when it was written, or for which moment
     * @param review what is to be looked at
     */
    record Entry(String id, Instant written, Review review) {}

    /** Entries of a part that wait for the grace time and were written before this moment, the oldest first, behind another. One read. */
    List<Entry> free(int part, Optional<Entry> after, Instant before, int limit);

    /** Entries of a part that were written for a moment before this one, the oldest first, behind another. One read. */
    List<Entry> timed(int part, Optional<Entry> after, Instant before, int limit);

    /** Ends an entry. To repeat it changes nothing. One write. */
    void done(Entry entry);

    /** Writes an entry for another moment in this one's place. One write. */
    void postpone(Entry entry, Instant moment);
}
