package io.slipway.features.variables;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slipway.features.octostache.TemplateEngine.Variable;
import io.slipway.features.variables.DeploymentScope.Dimension;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables from JSON: {@code {"Name": "value"}}, or Octopus's list {@code [{"Name": …, "Value": …, "IsSensitive": …,
 * "Scope": {"Environment": ["Production"]}}]}, alone or as {@code {"Variables": […]}}.
 */
public final class VariableFile {
    /** How many variables one file may hold. */
    public static final int MAX_VARIABLES = 100_000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private VariableFile() {}

    /** The variables that hold for this deployment, each with the value that fits best; of equals the later. */
    public static List<Variable> read(String text, DeploymentScope scope) throws VariableFileException {
        JsonNode root = parse(text);
        JsonNode list = root.isObject() && root.path("Variables").isArray() ? root.path("Variables") : root;
        if (list.size() > MAX_VARIABLES) {
            throw new VariableFileException("it has more than " + MAX_VARIABLES + " variables");
        }
        if (list.isObject()) {
            return plain(list);
        }
        if (!list.isArray()) {
            throw new VariableFileException("variables are an object of names and values, or Octopus's list of them");
        }
        Map<String, Variable> best = new LinkedHashMap<>();
        Map<String, Integer> fits = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode entry : list) {
            number++;
            if (!entry.path("Name").isTextual()) {
                throw new VariableFileException("the variable " + number + " of the list has no Name");
            }
            String key = entry.path("Name").asText().toUpperCase(Locale.ROOT);
            Optional<Integer> fit = scope.fit(scopes(entry.path("Scope")));
            if (fit.isPresent() && fit.get() >= fits.getOrDefault(key, 0)) {
                fits.put(key, fit.get());
                best.put(key, variable(entry));
            }
        }
        return List.copyOf(best.values());
    }

    private static JsonNode parse(String text) throws VariableFileException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            String where = place == null ? "" : " at line " + place.getLineNr() + ", column " + place.getColumnNr();
            throw new VariableFileException("it is not valid JSON" + where);
        }
    }

    private static List<Variable> plain(JsonNode object) throws VariableFileException {
        List<Variable> variables = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            variables.add(new Variable(field.getKey(), text(field.getValue(), field.getKey()), false));
        }
        return variables;
    }

    private static Variable variable(JsonNode entry) throws VariableFileException {
        String name = entry.path("Name").asText();
        boolean sensitive = entry.path("IsSensitive").asBoolean()
                || entry.path("Type").asText().equalsIgnoreCase("Sensitive");
        return new Variable(name, text(entry.path("Value"), name), sensitive);
    }

    private static @Nullable String text(JsonNode value, String name) throws VariableFileException {
        if (value.isContainerNode()) {
            throw new VariableFileException("the value of " + name + " is not a string, a number, a boolean or null");
        }
        if (value.isNull()) {
            return null;
        }
        return value.isMissingNode() ? "" : value.asText();
    }

    private static Map<Dimension, List<String>> scopes(JsonNode node) {
        Map<Dimension, List<String>> scopes = new EnumMap<>(Dimension.class);
        node.properties()
                .forEach(field -> Dimension.named(field.getKey()).ifPresent(dimension -> {
                    List<String> names = new ArrayList<>();
                    if (field.getValue().isArray()) {
                        field.getValue().forEach(name -> names.add(name.asText()));
                    } else {
                        names.add(field.getValue().asText());
                    }
                    if (!names.isEmpty()) {
                        scopes.put(dimension, names);
                    }
                }));
        return scopes;
    }

    /** Writes variables as an object of names and values, as they were declared; sensitive ones too. */
    public static String write(List<Variable> variables) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
                .withObjectIndenter(new DefaultIndenter("  ", "\n"));
        Map<String, String> values = new LinkedHashMap<>();
        variables.forEach(variable -> values.put(variable.name(), variable.value() == null ? "" : variable.value()));
        try {
            return JSON.writer(printer).writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written", e);
        }
    }
}
