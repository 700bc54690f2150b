package io.slipway.cli.output;

import java.util.Locale;

/** The formats of lists and objects. */
public enum OutputFormat {
    /** Aligned columns under titles, cut at the terminal's width. */
    TABLE,
    /** Values between tabs, without titles, whole: for scripts. */
    PLAIN,
    /** The API's response. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
