package io.slipway.features.variables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON into a {@link Tree}. */
final class JsonTreeReader {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonTreeReader() {}

    static Tree read(String file, String text) throws VariableFileException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            Tree tree = tree(parser);
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "there must be one value, but more text follows it");
            }
            return tree;
        } catch (JsonProcessingException e) {
            // Its message quotes the text, which may hold a secret.
            throw new VariableFileException(file, place(e.getLocation()), "it must be valid JSON, but is not");
        } catch (IOException e) {
            throw new IllegalStateException("a text can always be read", e);
        }
    }

    /** Converts parsed JSON, whose parts have no positions. */
    static Tree of(JsonNode node) {
        if (node.isObject()) {
            List<Tree.Field> fields = new ArrayList<>();
            node.properties()
                    .forEach(field -> fields.add(new Tree.Field(Place.UNKNOWN, field.getKey(), of(field.getValue()))));
            return new Tree.Fields(Place.UNKNOWN, fields);
        }
        if (node.isArray()) {
            List<Tree> items = new ArrayList<>();
            node.forEach(item -> items.add(of(item)));
            return new Tree.Items(Place.UNKNOWN, items);
        }
        return node.isNull() ? new Tree.Nothing(Place.UNKNOWN) : new Tree.Text(Place.UNKNOWN, node.asText());
    }

    private static Tree tree(JsonParser parser) throws IOException {
        Place place = place(parser.currentTokenLocation());
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            List<Tree.Field> fields = new ArrayList<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                Place of = place(parser.currentTokenLocation());
                String name = parser.currentName();
                parser.nextToken();
                fields.add(new Tree.Field(of, name, tree(parser)));
            }
            return new Tree.Fields(place, fields);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Tree> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(tree(parser));
            }
            return new Tree.Items(place, items);
        }
        if (token == null) {
            throw new JsonParseException(parser, "the text ends too early");
        }
        return token == JsonToken.VALUE_NULL ? new Tree.Nothing(place) : new Tree.Text(place, parser.getText());
    }

    private static Place place(JsonLocation location) {
        return location == null ? Place.UNKNOWN : new Place(location.getLineNr(), location.getColumnNr());
    }
}
