package io.slipway.features.transform;

/** Thrown if a list of transforms is invalid. The message is one line for people. */
public final class PairingException extends Exception {
    private static final long serialVersionUID = 1L;

    PairingException(String message) {
        super(message);
    }
}
