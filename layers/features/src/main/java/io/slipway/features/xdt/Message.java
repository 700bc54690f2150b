package io.slipway.features.xdt;

import io.slipway.features.xml.XmlPosition;

/**
 * A line of the original's log.
 *
 * @param severity how bad it is
 * @param origin the file that it is about
 * @param position where in that file, or {@link XmlPosition#NONE}
 * @param depth how many sections it stands within
 * @param text in the original's words
 */
public record Message(Severity severity, Origin origin, XmlPosition position, int depth, String text) {
    /** How bad a message is. */
    public enum Severity {
        /** What was done. */
        VERBOSE,
        /** Probably not what was meant. */
        WARNING,
        /** A transform that was not done. */
        ERROR
    }

    /** Which file a message is about. */
    public enum Origin {
        /** The transform. */
        TRANSFORM,
        /** The file that is transformed. */
        SOURCE
    }
}
