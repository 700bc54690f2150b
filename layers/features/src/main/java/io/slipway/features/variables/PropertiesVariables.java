package io.slipway.features.variables;

import java.io.IOException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads Java's properties files. */
final class PropertiesVariables {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u(?![0-9A-Fa-f]{4})");

    private PropertiesVariables() {}

    static List<Declaration> read(String file, String text) throws VariableFileException {
        Map<String, String> pairs = new LinkedHashMap<>();
        try {
            new InOrder(pairs).load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            Matcher broken = BROKEN_ESCAPE.matcher(text);
            Place place = broken.find()
                    ? new Place((int) text.substring(0, broken.end()).lines().count(), 0)
                    : Place.UNKNOWN;
            throw new VariableFileException(file, place, "four hexadecimal digits must follow \\u, but do not");
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
        return pairs.entrySet().stream()
                .map(pair -> new Declaration(Place.UNKNOWN, pair.getKey(), pair.getValue()))
                .toList();
    }

    /** Properties that are passed on in the order of the file, which {@link java.util.Properties} does not keep. */
    private static final class InOrder extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> pairs;

        InOrder(Map<String, String> pairs) {
            this.pairs = pairs;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            return String.valueOf(pairs.put(key.toString(), value.toString()));
        }
    }
}
