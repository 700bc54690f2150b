package io.slipway.features.structured.json;

import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.SourceText;
import io.slipway.features.structured.StructuredFormat;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.text.TextException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Edits JSON. The replacement depends on the old value: a number stays a number and a boolean a boolean if the variable can be read as one;
 * any other scalar becomes a string; an object or a list becomes the JSON in the variable.
 */
public final class JsonFormat implements StructuredFormat {
    @Override
    public String name() {
        return "JSON";
    }

    @Override
    public List<String> extensions() {
        return List.of(".json");
    }

    @Override
    public Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException {
        SourceText source = SourceText.of(file);
        if (source.content().isEmpty()) {
            // The same as an empty object.
            return source.finish();
        }
        List<JsonMatch> matches;
        try {
            matches = new JsonSearch(source.content()).of(variables.paths());
        } catch (JsonSyntaxException e) {
            throw source.refusal(e.at(), String.valueOf(e.getMessage()));
        }
        JsonLayout.Document document = JsonLayout.Document.of(source.content());
        int replacedUntil = 0;
        for (JsonMatch match : matches) {
            if (match.start() < replacedUntil) {
                source.warn(SourceText.withoutEffect(match.variable()));
            } else if (replace(
                    source, document, match, variables.value(match.variable()).text())) {
                replacedUntil = match.end();
            }
        }
        return source.finish();
    }

    private static boolean replace(
            SourceText source, JsonLayout.Document document, JsonMatch match, @Nullable String value) {
        Optional<String> written;
        String why;
        if (match.container()) {
            written = container(source.content(), document, match, value);
            why = "the value is not JSON, as that of an object or a list must be";
        } else {
            written = scalar(source.content(), match, value);
            why = "a number or a boolean cannot become null";
        }
        if (written.isEmpty()) {
            source.warn("Unable to set value for " + match.variable() + ". The following error occurred: " + why);
            return false;
        }
        source.edit(match.start(), match.end(), written.get());
        source.replaced(match.variable(), match.start());
        return true;
    }

    private static Optional<String> container(
            String text, JsonLayout.Document document, JsonMatch match, @Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    JsonLayout.at(text, match.start(), match.end(), document).write(value));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> scalar(String text, JsonMatch match, @Nullable String value) {
        boolean number = match.kind() == JsonTokens.Kind.NUMBER;
        boolean bool = match.kind() == JsonTokens.Kind.BOOLEAN;
        if (value == null) {
            return number || bool ? Optional.empty() : Optional.of("null");
        }
        char quote = match.kind() == JsonTokens.Kind.STRING && text.charAt(match.start()) == '\'' ? '\'' : '"';
        Optional<String> typed =
                number ? JsonNumbers.of(value) : bool ? JsonNumbers.booleanOf(value) : Optional.empty();
        return typed.or(() -> Optional.of(JsonStrings.encode(value, quote)));
    }
}
