package io.slipway.features.xdt;

import io.slipway.features.xml.XmlPosition;

/**
 * A line of the original's log.
 *
 * @param severity its severity
 * @param origin the file of the message
 * @param position the position in that file, or {@link XmlPosition#NONE}
 * @param depth the number of sections around it
 * @param text the text in the original's words
 */
public record Message(Severity severity, Origin origin, XmlPosition position, int depth, String text) {
    /** The severity of a message. */
    public enum Severity {
        /** A change. */
        VERBOSE,
        /** Probably a mistake. */
        WARNING,
        /** A transform that was not applied. */
        ERROR
    }

    /** The file that a message is about. */
    public enum Origin {
        /** The transform. */
        TRANSFORM,
        /** The file that is transformed. */
        SOURCE
    }
}
