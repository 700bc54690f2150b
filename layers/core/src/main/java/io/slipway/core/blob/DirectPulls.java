package io.slipway.core.blob;

/**
 * Decides which clients get the bucket's own URL instead of the distribution's: those in the bucket's region, where transfer is free and, with a
 * gateway endpoint, bypasses NAT gateways.
 */
@FunctionalInterface
public interface DirectPulls {
    /** Lets no address pull directly. */
    DirectPulls NONE = address -> false;

    /** Returns whether a client with this address gets the bucket's own URL. */
    boolean covers(String address);
}
