package io.slipway.core.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Stores the deliveries that wait for another attempt. */
public interface Deliveries {

    /** Stores a delivery until it is due. One write. */
    void put(Delivery delivery);

    /** Lists deliveries that are due, the oldest first. One query. */
    List<Delivery> due(Instant now, int limit);

    /**
     * Claims a delivery for an attempt, and replaces it with the next attempt, so that an interrupted run loses nothing; false if another run has
     * claimed it. One transaction.
     */
    boolean claim(Delivery delivery, Optional<Delivery> next);

    /** Removes a delivery that has succeeded. One write. */
    void remove(Delivery delivery);
}
