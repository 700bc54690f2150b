package io.slipway.client.image;

import java.io.IOException;

/** A folder or archive is not the image that it should be. */
public final class ImageException extends IOException {
    public ImageException(String message) {
        super(message);
    }
}
