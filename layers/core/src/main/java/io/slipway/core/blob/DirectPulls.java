package io.slipway.core.blob;

/**
 * Decides which clients get the bucket's own address instead of the distribution's: those inside the bucket's region, whose transfer costs nothing
 * there and, with a gateway endpoint, passes no NAT gateway.
 */
@FunctionalInterface
public interface DirectPulls {
    /** Lets no address pull directly. */
    DirectPulls NONE = address -> false;

    /** Returns whether a client with this address gets the bucket's own address. */
    boolean covers(String address);
}
