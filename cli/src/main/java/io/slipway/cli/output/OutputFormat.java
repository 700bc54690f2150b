package io.slipway.cli.output;

import java.util.Locale;

/** How a list or an object is printed. */
public enum OutputFormat {
    /** Aligned columns under titles, cut where the terminal ends. */
    TABLE,
    /** Values between tabs, without titles, whole: for scripts. */
    PLAIN,
    /** What the API answers. */
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
