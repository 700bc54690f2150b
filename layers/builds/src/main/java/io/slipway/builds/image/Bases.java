package io.slipway.builds.image;

import java.io.IOException;
import java.util.Optional;

/** Finds the base images that a Dockerfile refers to in this registry. */
@FunctionalInterface
public interface Bases {

    /**
     * Finds an image by name.
     *
     * @param name the name in a {@code FROM}, with variables expanded
     * @return empty if the name is not an image of this registry
     * @throws PlatformException if the image has no such platform
     */
    Optional<Base> find(String name, Platform platform) throws IOException, PlatformException;

    /** Returns advice on using an image of another registry. */
    static String advice(String name) {
        return "'slipway image copy " + name + " NAME' copies it here, and build.mirrors in sdi.yaml maps its name";
    }

    /** Thrown if an image lacks a platform. */
    final class PlatformException extends Exception {
        private static final long serialVersionUID = 1;

        public PlatformException(String message) {
            super(message);
        }
    }
}
