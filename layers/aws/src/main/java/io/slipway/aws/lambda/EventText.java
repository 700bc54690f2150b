package io.slipway.aws.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.http.Body;
import io.slipway.core.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * An event in JSON whose body is decoded in place. The body can be nearly all of the event, and converting it to a string first would take longer than
 * the rest of the request.
 */
final class EventText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String BODY = "body";

    private final byte[] json;
    private final ObjectNode members = JsonNodeFactory.instance.objectNode();

    /** The body's text is between these, without its quotation marks. */
    private int begin;

    private int end;

    private EventText(byte[] json) {
        this.json = json;
    }

    static EventText read(byte[] json) throws IOException {
        EventText event = new EventText(json);
        try (JsonParser parser = FACTORY.createParser(json)) {
            event.read(parser);
        }
        return event;
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "an event must be an object");
        }
        String name = parser.nextFieldName();
        while (name != null) {
            JsonToken token = parser.nextToken();
            boolean isBody = name.equals(BODY) && token == JsonToken.VALUE_STRING;
            if (isBody) {
                begin = offset(parser) + 1;
            } else {
                members.set(name, JsonTree.read(parser));
            }
            // Skips the body without decoding it.
            name = parser.nextFieldName();
            if (isBody) {
                end = lastQuote(offset(parser));
            }
        }
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    private int lastQuote(int before) {
        int at = before - 1;
        while (json[at] != '"') {
            at--;
        }
        return at;
    }

    /** Returns all members except the body. */
    ObjectNode members() {
        return members;
    }

    /** Returns the body's bytes. */
    Body body() throws IOException {
        if (begin == end) {
            return Body.EMPTY;
        }
        return Body.of(
                members.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(Arrays.copyOfRange(json, begin, end))
                        : text().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the body's text, without the escapes of JSON. */
    private String text() throws IOException {
        try (JsonParser parser = FACTORY.createParser(json, begin - 1, end - begin + 2)) {
            parser.nextToken();
            return parser.getText();
        }
    }
}
