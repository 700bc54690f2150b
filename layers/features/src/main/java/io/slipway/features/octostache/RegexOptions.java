package io.slipway.features.octostache;

/**
 * The options of a .NET regular expression that Java lacks or defines differently.
 *
 * @param explicit whether only named groups capture
 * @param spaced whether white space is ignored
 * @param lines whether {@code ^} and {@code $} match at line breaks
 */
record RegexOptions(boolean explicit, boolean spaced, boolean lines) {
    static final RegexOptions NONE = new RegexOptions(false, false, false);

    RegexOptions with(char letter, boolean on) {
        return switch (letter) {
            case 'n' -> new RegexOptions(on, spaced, lines);
            case 'x' -> new RegexOptions(explicit, on, lines);
            case 'm' -> new RegexOptions(explicit, spaced, on);
            default -> this;
        };
    }

    /** Returns Java's letters for the options that both support. */
    static String flags(String letters, boolean group) {
        boolean on = true;
        String caseless = "";
        String single = "";
        for (int i = 0; i < letters.length(); i++) {
            switch (Character.toLowerCase(letters.charAt(i))) {
                case '-' -> on = false;
                case '+' -> on = true;
                case 'i' -> caseless = on ? "+" : "-";
                case 's' -> single = on ? "+" : "-";
                default -> {}
            }
        }
        String set = (caseless.equals("+") ? "iu" : "") + (single.equals("+") ? "s" : "");
        String unset = (caseless.equals("-") ? "i" : "") + (single.equals("-") ? "s" : "");
        String all = set + (unset.isEmpty() ? "" : "-" + unset);
        return group ? "(?" + all + ":" : all.isEmpty() ? "" : "(?" + all + ")";
    }
}
