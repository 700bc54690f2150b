package io.slipway.client;

import java.io.IOException;

/** Thrown if the registry's response was unexpected; the message contains its error. */
public final class ClientException extends IOException {
    private final int status;

    public ClientException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Returns the HTTP status; 0 without a response. */
    public int status() {
        return status;
    }
}
