package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A condition of a statement (IAM User Guide, "IAM JSON policy elements: Condition operators").
 *
 * @param key the condition key, in lower case
 * @param quantifier {@code ForAllValues}, {@code ForAnyValue} or empty
 * @param operator the operator, without {@code IfExists}
 * @param ifExists whether a request without the key satisfies it
 * @param values the values
 */
record Condition(String key, String quantifier, String operator, boolean ifExists, List<PolicyPattern> values) {
    private static final Set<String> OPERATORS = Set.of(
            "StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "ArnEquals", "ArnLike", "Bool", "Null");

    static List<Condition> read(JsonNode conditions) {
        List<Condition> all = new ArrayList<>();
        conditions
                .properties()
                .forEach(operator ->
                        operator.getValue().properties().forEach(key -> all.add(read(operator.getKey(), key))));
        return all;
    }

    private static Condition read(String said, Map.Entry<String, JsonNode> key) {
        int colon = said.indexOf(':');
        String quantifier = colon < 0 ? "" : said.substring(0, colon);
        String name = said.substring(colon + 1);
        boolean ifExists = name.endsWith("IfExists");
        String operator = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        if (!OPERATORS.contains(operator)
                || !List.of("", "ForAllValues", "ForAnyValue").contains(quantifier)) {
            throw new IllegalStateException("the one-machine cloud does not support the condition operator " + said);
        }
        return new Condition(
                key.getKey().toLowerCase(Locale.ROOT),
                quantifier,
                operator,
                ifExists,
                PolicyText.wildcards(key.getValue()));
    }

    boolean holds(Map<String, Set<String>> context) {
        Set<String> actual = context.get(key);
        boolean absent = actual == null || actual.isEmpty();
        if (operator.equals("Null")) {
            return values.stream().anyMatch(value -> Boolean.parseBoolean(value.text()) == absent);
        }
        if (actual == null || actual.isEmpty()) {
            // As in AWS, ForAllValues and negated operators are true for a request without the key.
            return ifExists || quantifier.equals("ForAllValues") || operator.contains("Not");
        }
        boolean not = operator.contains("Not");
        Predicate<String> fits = not ? value -> !among(value) : this::among;
        boolean forAll = quantifier.isEmpty() ? not : quantifier.equals("ForAllValues");
        return forAll ? actual.stream().allMatch(fits) : actual.stream().anyMatch(fits);
    }

    private boolean among(String value) {
        boolean wild = operator.endsWith("Like") || operator.startsWith("Arn");
        return values.stream().anyMatch(said -> wild ? said.matches(value) : equal(said.text(), value));
    }

    private boolean equal(String said, String value) {
        return operator.equals("Bool") ? said.equalsIgnoreCase(value) : said.equals(value);
    }
}
