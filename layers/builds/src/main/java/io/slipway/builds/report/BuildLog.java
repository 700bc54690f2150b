package io.slipway.builds.report;

/** The log of a build, in which sensitive values are masked. */
public interface BuildLog {

    /** Writes one line. */
    void say(String line);

    /** Masks the sensitive values in a text. */
    String masked(String text);
}
