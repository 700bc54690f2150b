package io.slipway.core.protection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.json.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rules about tags as they are stored. */
public final class TagRulesJson {

    private TagRulesJson() {}

    /** Writes rules. */
    public static String write(TagRules rules) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        write(root.putArray("immutable"), rules.immutable());
        write(root.putArray("protected"), rules.kept());
        return root.toString();
    }

    private static void write(ArrayNode into, List<TagRule> rules) {
        for (TagRule rule : rules) {
            ObjectNode object = into.addObject();
            rule.repositories().forEach(object.putArray("repositories")::add);
            rule.tags().tags().forEach(object.putArray("tags")::add);
            rule.tags().except().forEach(object.putArray("except")::add);
        }
    }

    /** Reads what {@link #write} has written. */
    public static TagRules read(String json) {
        try {
            JsonNode root = JsonTree.read(json);
            return new TagRules(rules(root.path("immutable")), rules(root.path("protected")));
        } catch (IOException e) {
            throw new IllegalStateException("the stored rules about tags are not JSON", e);
        }
    }

    private static List<TagRule> rules(JsonNode array) {
        List<TagRule> rules = new ArrayList<>();
        array.forEach(rule -> rules.add(new TagRule(
                texts(rule.path("repositories")),
                new TagPatterns(texts(rule.path("tags")), texts(rule.path("except"))))));
        return rules;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
