package io.slipway.features.structured.properties;

import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.PathIndex;
import io.slipway.features.structured.SourceText;
import io.slipway.features.structured.StructuredFormat;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.text.TextException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Edits Java's properties files. A variable replaces the value of the key with its name; a null value replaces
 * nothing.
 */
public final class PropertiesFormat implements StructuredFormat {
    private static final String RESERVED = "octopus";
    private static final String DEFAULT_SEPARATOR = ":";
    /**
     * The last character that is written unescaped. Octopus leaves characters up to U+00FE unescaped, in the file's
     * encoding; but
     * {@code java.util.Properties#load(InputStream)} reads ISO 8859-1 and others read UTF-8, and only escapes are the same to both.
     */
    private static final char LAST_ASCII = 0x7E;

    @Override
    public String name() {
        return "properties";
    }

    @Override
    public List<String> extensions() {
        return List.of(".properties");
    }

    @Override
    public Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException {
        SourceText source = SourceText.of(file);
        PropertiesScanner entry = new PropertiesScanner(source);
        while (entry.next()) {
            replace(source, entry, variables);
        }
        return source.finish();
    }

    private static void replace(SourceText source, PropertiesScanner entry, StructuredVariables variables) {
        // Stricter than in other formats: here Octopus:x is one of Octopus's own variables, too.
        if (entry.key().toLowerCase(Locale.ROOT).startsWith(RESERVED)) {
            return;
        }
        PathIndex place = variables.paths().step(entry.key());
        String variable = place == null ? null : place.variable().orElse(null);
        @Nullable
        String value = variable == null ? null : variables.value(variable).text();
        if (variable == null || value == null) {
            return;
        }
        String separator = entry.separated() ? "" : DEFAULT_SEPARATOR;
        source.edit(entry.valueStart(), entry.valueEnd(), separator + escaped(value));
        source.replaced(variable, entry.valueStart());
    }

    private static String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length() + 8);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\f' -> text.append("\\f");
                default -> {
                    if (c > LAST_ASCII) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else if (c == ' ' && i == 0) {
                        text.append("\\ ");
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }
}
