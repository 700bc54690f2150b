package io.slipway.packages.version;

import io.slipway.core.error.Quoted;

/** Thrown if a text is not a version, a range or a package's file name. The message is one line. */
public final class VersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what must be and what was */
    public VersionException(String message) {
        super(message, null, false, false);
    }

    /** Creates an exception from a rule, such as "a version must have numbers", and the text that violates it. */
    public static VersionException mustBe(String rule, String text) {
        return new VersionException(rule + ", but was " + Quoted.of(text));
    }
}
