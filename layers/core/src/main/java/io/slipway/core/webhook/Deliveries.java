package io.slipway.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores the deliveries that wait for another attempt. */
public interface Deliveries {

    /** Keeps a delivery until it is due. One write. */
    void put(Delivery delivery);

    /** Deliveries that are due, the oldest first. One query. */
    List<Delivery> due(Instant now, int limit);

    /**
     * Takes a delivery for a try, and puts the next try in its place, so that a run that dies loses nothing. False where another run has taken
     * it. One transaction.
     */
    boolean take(Delivery delivery, Optional<Delivery> next);

    /** Removes a delivery that has succeeded. One write. */
    void remove(Delivery delivery);
}
