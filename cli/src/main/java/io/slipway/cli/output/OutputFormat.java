package io.slipway.cli.output;

import java.util.Locale;

/** The formats of lists and objects. */
public enum OutputFormat {
    /** Aligned columns with titles, cut at the terminal's width. */
    TABLE,
    /** Complete values separated by tabs, without titles: for scripts. */
    PLAIN,
    /** The API's response as JSON. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
