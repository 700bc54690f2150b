package io.slipway.sdi.xml;

/** Finds the end of a document type declaration that is known to be well-formed (XML 1.0, section 2.8). */
final class DoctypeScan {
    private DoctypeScan() {}

    /** The place behind the declaration that starts here. */
    static int end(String text, int start) {
        boolean subset = false;
        int i = start + "<!DOCTYPE".length();
        while (true) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = text.indexOf(c, i + 1) + 1;
            } else if (text.startsWith("<!--", i)) {
                i = text.indexOf("-->", i + 4) + 3;
            } else if (text.startsWith("<?", i)) {
                i = text.indexOf("?>", i + 2) + 2;
            } else if (c == '>' && !subset) {
                return i + 1;
            } else {
                // The declarations of the subset hold brackets and '>' only within quotes, but for their own ends.
                subset = c == '[' || (subset && c != ']');
                i++;
            }
        }
    }
}
