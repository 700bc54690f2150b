package io.slipway.client.image;

import java.io.IOException;

/** Thrown if a folder or archive is not a valid image. */
public final class ImageException extends IOException {
    public ImageException(String message) {
        super(message);
    }
}
