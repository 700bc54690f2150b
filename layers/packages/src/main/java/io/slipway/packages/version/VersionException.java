package io.slipway.packages.version;

import io.slipway.core.error.Quoted;

/** A text is not a version, a range or a package's file name. The message is one line for people. */
public final class VersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what must be and what was */
    public VersionException(String message) {
        super(message, null, false, false);
    }

    /** Makes an error of a rule, such as "a version must have numbers", and the text that breaks it. */
    public static VersionException mustBe(String rule, String text) {
        return new VersionException(rule + ", but was " + Quoted.of(text));
    }
}
