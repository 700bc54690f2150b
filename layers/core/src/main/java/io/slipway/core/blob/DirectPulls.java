package io.slipway.core.blob;

/**
 * Decides which clients get the bucket's own address instead of the distribution's: those inside the bucket's region, whose transfer costs nothing
 * there and, with a gateway endpoint, passes no NAT gateway.
 */
@FunctionalInterface
public interface DirectPulls {
    /** No address pulls directly. */
    DirectPulls NONE = address -> false;

    /** Returns whether a client of this address does. */
    boolean covers(String address);
}
