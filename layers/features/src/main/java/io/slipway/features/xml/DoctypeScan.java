package io.slipway.features.xml;

/** Finds the end of a document type declaration that is known to be well-formed (XML 1.0, section 2.8). */
final class DoctypeScan {
    private DoctypeScan() {}

    /** Returns the position after the declaration that starts here; the end of the text if it does not end. */
    static int end(String text, int start) {
        boolean subset = false;
        int i = start + "<!DOCTYPE".length();
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = behind(text, String.valueOf(c), i + 1);
            } else if (text.startsWith("<!--", i)) {
                i = behind(text, "-->", i + 4);
            } else if (text.startsWith("<?", i)) {
                i = behind(text, "?>", i + 2);
            } else if (c == '>' && !subset) {
                return i + 1;
            } else {
                // Apart from their own ends, the declarations of the subset contain brackets and '>' only within
                // quotes.
                subset = c == '[' || (subset && c != ']');
                i++;
            }
        }
        return text.length();
    }

    /** Returns the position after the next of these, or the end of the text. */
    static int behind(String text, String closing, int from) {
        int found = text.indexOf(closing, from);
        return found < 0 ? text.length() : found + closing.length();
    }
}
