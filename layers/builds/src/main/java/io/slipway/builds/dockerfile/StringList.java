package io.slipway.builds.dockerfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The exec form of arguments: a JSON array of strings. */
final class StringList {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StringList() {}

    /** Returns the strings; empty if the text is anything else, and thus in shell form. */
    static Optional<List<String>> parse(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode array = JSON.readTree(text);
            List<String> strings = new ArrayList<>();
            for (JsonNode item : array) {
                if (!item.isTextual()) {
                    return Optional.empty();
                }
                strings.add(item.textValue());
            }
            return Optional.of(strings);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
