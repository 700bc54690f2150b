package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks given values of parameters against the template. */
final class Parameters {
    private Parameters() {}

    /**
     * Rejects values that CloudFormation would reject.
     *
     * @throws IOException with a message for people
     */
    static void check(JsonNode template, Map<String, String> given) throws IOException {
        JsonNode known = template.path("Parameters");
        for (Map.Entry<String, String> parameter : given.entrySet()) {
            JsonNode said = known.path(parameter.getKey());
            if (said.isMissingNode()) {
                List<String> names = new ArrayList<>();
                known.fieldNames().forEachRemaining(names::add);
                throw new IOException(
                        "the template has no parameter " + parameter.getKey() + "; it has " + String.join(", ", names));
            }
            check(parameter.getKey(), parameter.getValue(), said);
        }
    }

    private static void check(String name, String value, JsonNode said) throws IOException {
        boolean allowed = said.path("AllowedValues").isMissingNode()
                || said.path("AllowedValues")
                        .valueStream()
                        .anyMatch(it -> it.asText().equals(value));
        if (!allowed) {
            throw refused(name, "one of " + said.path("AllowedValues"), value);
        }
        if (said.path("Type").asText().equals("Number") && !isWithin(value, said)) {
            throw refused(
                    name,
                    "a number from " + said.path("MinValue").asText("0") + " to "
                            + said.path("MaxValue").asText("any"),
                    value);
        }
        String pattern = said.path("AllowedPattern").asText(".*");
        if (!value.matches("(?s:" + pattern + ")")) {
            throw refused(name, "of the form " + pattern, value);
        }
        int longest = said.path("MaxLength").asInt(Integer.MAX_VALUE);
        if (value.length() > longest) {
            throw refused(name, "at most " + longest + " characters", value.length() + " characters");
        }
    }

    private static IOException refused(String name, String expected, String actual) {
        return new IOException("the parameter " + name + " must be " + expected + ", but was " + actual);
    }

    private static boolean isWithin(String value, JsonNode said) {
        try {
            long number = Long.parseLong(value);
            return number >= said.path("MinValue").asLong(0)
                    && number <= said.path("MaxValue").asLong(Long.MAX_VALUE);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
