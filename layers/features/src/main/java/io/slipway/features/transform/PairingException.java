package io.slipway.features.transform;

/** A list of transforms that cannot be followed: one line for people. */
public final class PairingException extends Exception {
    private static final long serialVersionUID = 1L;

    PairingException(String message) {
        super(message);
    }
}
