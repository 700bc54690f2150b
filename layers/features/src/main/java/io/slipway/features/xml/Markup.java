package io.slipway.features.xml;

import org.jspecify.annotations.Nullable;

/** Converts values to markup, as .NET's {@code XmlWriter} does, and back. */
final class Markup {
    private Markup() {}

    /** Escapes text between tags. Line breaks become the document's own. */
    static String text(String value, String lineBreak) throws XmlException {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> {
                    out.append(lineBreak);
                    i += value.startsWith("\n", i + 1) ? 1 : 0;
                }
                case '\n' -> out.append(lineBreak);
                default -> out.append(c);
            }
        }
        requireCharacters(value);
        return out.toString();
    }

    /** Escapes an attribute's value for its quotes. */
    static String attribute(String value, char quote) throws XmlException {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\t' -> out.append("&#x9;");
                case '\n' -> out.append("&#xA;");
                case '\r' -> out.append("&#xD;");
                case '"' -> out.append(quote == '"' ? "&quot;" : "\"");
                case '\'' -> out.append(quote == '\'' ? "&apos;" : "'");
                default -> out.append(c);
            }
        }
        requireCharacters(value);
        return out.toString();
    }

    /** Converts text for a section, a comment or an instruction: nothing is escaped, and line breaks become the document's own. */
    static String verbatim(String value, String lineBreak) throws XmlException {
        requireCharacters(value);
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            return value;
        }
        return lines(value).replace("\n", lineBreak);
    }

    /** Converts every line break to a line feed, as XML readers do. */
    static String lines(String text) {
        return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Returns the value of text; null if it refers to an entity that the document must define. */
    static @Nullable String value(String markup) {
        String text = lines(markup);
        int at = text.indexOf('&');
        if (at < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int from = 0;
        while (at >= 0) {
            int end = text.indexOf(';', at);
            String reference = reference(text.substring(at + 1, end));
            if (reference == null) {
                return null;
            }
            out.append(text, from, at).append(reference);
            from = end + 1;
            at = text.indexOf('&', from);
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Returns the text of a predefined reference. */
    static @Nullable String reference(String name) {
        if (name.startsWith("#x")) {
            return Character.toString(Integer.parseInt(name.substring(2), 16));
        }
        if (name.startsWith("#")) {
            return Character.toString(Integer.parseInt(name.substring(1)));
        }
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> null;
        };
    }

    /** Returns the line break of a text: CR LF if it contains one. */
    static String lineBreak(String text) {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r';
    }

    static boolean isSpace(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Rejects characters that cannot be written even as references: most control characters and unpaired surrogates
     * (XML 1.0, section 2.2).
     */
    private static void requireCharacters(String value) throws XmlException {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            if (pair) {
                i++;
            } else if ((c < ' ' && !isSpace(c)) || Character.isSurrogate(c) || c > '\uFFFD') {
                throw new XmlException(
                        XmlPosition.NONE,
                        "the value must have only characters that XML allows, but has U+%04X".formatted((int) c));
            }
        }
    }
}
