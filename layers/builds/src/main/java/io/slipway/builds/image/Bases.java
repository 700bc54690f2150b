package io.slipway.builds.image;

import java.io.IOException;
import java.util.Optional;

/** The images that a Dockerfile may name: those of this registry. */
@FunctionalInterface
public interface Bases {

    /**
     * Finds the image of a name.
     *
     * @param name the name in a {@code FROM}, with its variables' values
     * @return empty if the name is not an image of this registry
     * @throws PlatformException if the image has no such platform
     */
    Optional<Base> find(String name, Platform platform) throws IOException, PlatformException;

    /** Returns the way to an image that is in another registry. */
    static String advice(String name) {
        return "'slipway image copy " + name + " NAME' brings it here, and build.mirrors in sdi.yaml maps its name";
    }

    /** An image lacks a platform. */
    final class PlatformException extends Exception {
        private static final long serialVersionUID = 1;

        public PlatformException(String message) {
            super(message);
        }
    }
}
