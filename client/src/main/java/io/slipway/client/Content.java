package io.slipway.client;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;

/** Bytes to push, which can be read as often as needed. */
public interface Content {

    Digest digest();

    /** Returns the length in bytes. */
    long size();

    /** Opens a new stream of the bytes from the beginning. */
    InputStream open() throws IOException;
}
