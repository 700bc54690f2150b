package io.slipway.builds.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.error.Quoted;
import io.slipway.core.protection.TagPatterns;
import io.slipway.core.protection.TagRule;
import io.slipway.core.protection.TagRules;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Reads and writes the document with the rules of a space ({@code retention.schema.json}). Errors contain the place. */
public final class PolicyJson {
    private static final String REPOSITORIES = "repositories";
    private static final String TAGS = "tags";
    private static final String EXCEPT = "except";

    private PolicyJson() {}

    /**
     * Reads a document.
     *
     * @throws io.slipway.core.error.RegistryException if it is invalid
     */
    public static RetentionPolicy read(JsonNode document) {
        Fields root = Fields.root(document, "rules", "immutable", "protected", "bin");
        List<Rule> rules = root.objects("rules", "name", "of", REPOSITORIES, TAGS, EXCEPT, "versions", "keep").stream()
                .map(PolicyJson::rule)
                .toList();
        Fields bin = root.object("bin", "days");
        return root.valid(() -> new RetentionPolicy(
                rules,
                new TagRules(tagRules(root, "immutable"), tagRules(root, "protected")),
                bin.number("days").orElse(RetentionPolicy.DEFAULT_BIN_DAYS)));
    }

    private static Rule rule(Fields fields) {
        Kind kind = kind(fields);
        if (kind == Kind.UNTAGGED && (fields.has(TAGS) || fields.has(EXCEPT) || fields.has("versions"))) {
            throw fields.invalid("a rule with of: untagged must not have tags, except or versions");
        }
        Fields keep = fields.object("keep", "all", "newest", "pushedWithin", "pulledWithin");
        return fields.valid(() -> new Rule(
                fields.text("name").orElseThrow(() -> fields.invalid("name must be given, but is missing")),
                kind,
                repositories(fields),
                patterns(fields),
                fields.text("versions").map(Rule::range),
                keep.valid(() -> new Keep(
                        keep.flag("all"),
                        keep.number("newest"),
                        keep.text("pushedWithin").map(Age::new),
                        keep.text("pulledWithin").map(Age::new)))));
    }

    private static Kind kind(Fields fields) {
        return fields.text("of")
                .map(word -> Kind.named(word)
                        .orElseThrow(() -> fields.invalid("of must be one of "
                                + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))
                                + ", but was " + Quoted.of(word))))
                .orElse(Kind.TAGS);
    }

    private static List<TagRule> tagRules(Fields root, String field) {
        return root.objects(field, REPOSITORIES, TAGS, EXCEPT).stream()
                .map(fields -> fields.valid(() -> new TagRule(repositories(fields), patterns(fields))))
                .toList();
    }

    private static List<String> repositories(Fields fields) {
        return TagPatterns.valid(REPOSITORIES, fields.texts(REPOSITORIES).orElse(TagPatterns.ANY));
    }

    private static TagPatterns patterns(Fields fields) {
        return new TagPatterns(
                fields.texts(TAGS).orElse(TagPatterns.ALL.tags()),
                fields.texts(EXCEPT).orElse(List.of()));
    }

    public static ObjectNode write(RetentionPolicy policy) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        ArrayNode rules = root.putArray("rules");
        policy.rules().forEach(rule -> write(rules.addObject(), rule));
        write(root.putArray("immutable"), policy.tags().immutable());
        write(root.putArray("protected"), policy.tags().kept());
        root.putObject("bin").put("days", policy.binDays());
        return root;
    }

    private static void write(ObjectNode into, Rule rule) {
        into.put("name", rule.name()).put("of", rule.of().word());
        list(into, REPOSITORIES, rule.repositories());
        if (rule.of() != Kind.UNTAGGED) {
            write(into, rule.tags());
        }
        rule.versions().ifPresent(range -> into.put("versions", range.text()));
        ObjectNode keep = into.putObject("keep");
        if (rule.keep().all()) {
            keep.put("all", true);
        }
        rule.keep().newest().ifPresent(number -> keep.put("newest", number));
        rule.keep().pushedWithin().ifPresent(age -> keep.put("pushedWithin", age.text()));
        rule.keep().pulledWithin().ifPresent(age -> keep.put("pulledWithin", age.text()));
    }

    private static void write(ArrayNode into, List<TagRule> rules) {
        rules.forEach(rule -> {
            ObjectNode object = into.addObject();
            list(object, REPOSITORIES, rule.repositories());
            write(object, rule.tags());
        });
    }

    private static void write(ObjectNode into, TagPatterns patterns) {
        list(into, TAGS, patterns.tags());
        if (!patterns.except().isEmpty()) {
            list(into, EXCEPT, patterns.except());
        }
    }

    private static void list(ObjectNode into, String field, List<String> texts) {
        ArrayNode array = into.putArray(field);
        texts.forEach(array::add);
    }
}
