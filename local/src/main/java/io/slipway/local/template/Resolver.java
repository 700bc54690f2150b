package io.slipway.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Computes the intrinsic functions of a template. A resource's physical id is its logical one, in lower case. The
 * {@code Ref} of a secret is its name in the emulators; in policies it is the ARN, as in AWS.
 */
final class Resolver {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:.]+)}");

    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "000000000000";
    private static final Arns ARNS = new Arns(REGION, ACCOUNT);

    private final JsonNode template;
    private final boolean refsAreArns;
    private final Map<String, String> parameters = new HashMap<>();

    Resolver(JsonNode template, Map<String, String> given) {
        this(template, given, false);
    }

    private Resolver(JsonNode template, Map<String, String> given, boolean refsAreArns) {
        this.template = template;
        this.refsAreArns = refsAreArns;
        template.path("Parameters")
                .properties()
                .forEach(parameter -> parameters.put(
                        parameter.getKey(), parameter.getValue().path("Default").asText()));
        parameters.putAll(given);
        parameters.put("AWS::Region", REGION);
        parameters.put("AWS::AccountId", ACCOUNT);
        parameters.put("AWS::Partition", "aws");
        parameters.put("AWS::URLSuffix", "localhost");
        parameters.put("AWS::StackName", "slipway");
        parameters.put(
                "AWS::StackId",
                "arn:aws:cloudformation:" + REGION + ":" + ACCOUNT + ":stack/slipway/" + UUID.randomUUID());
    }

    /** Creates a resolver for the policies of a template. */
    static Resolver ofPolicies(JsonNode template, Map<String, String> given) {
        return new Resolver(template, given, true);
    }

    /** Returns the ARNs of the stack's account. */
    static Arns arns() {
        return ARNS;
    }

    /** Returns the ARN of a resource. */
    String arn(String type, String logical) {
        return ARNS.of(type, physical(logical));
    }

    /** Returns the ARN of a bucket by its name. */
    String bucketArn(String name) {
        return ARNS.of("AWS::S3::Bucket", name);
    }

    /** Returns the physical id of a resource. */
    static String physical(String logical) {
        return "slipway-" + logical.toLowerCase(Locale.ROOT);
    }

    JsonNode resolve(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> {
                JsonNode resolved = resolve(item);
                if (!resolved.isMissingNode()) {
                    array.add(resolved);
                }
            });
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        if (node.size() == 1) {
            var only = node.properties().iterator().next();
            if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
                return function(only.getKey(), only.getValue());
            }
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(field -> {
            JsonNode resolved = resolve(field.getValue());
            if (!resolved.isMissingNode()) {
                object.set(field.getKey(), resolved);
            }
        });
        return object;
    }

    private JsonNode function(String name, JsonNode argument) {
        return switch (name) {
            case "Ref" -> ref(argument.asText());
            case "Fn::GetAtt" -> JsonNodeFactory.instance.textNode(attribute(dotted(argument)));
            case "Fn::Sub" -> JsonNodeFactory.instance.textNode(substitute(argument));
            case "Fn::Select" -> resolve(argument.get(1)).path(argument.get(0).asInt());
            case "Fn::Split" ->
                split(argument.get(0).asText(), resolve(argument.get(1)).asText());
            case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
            default -> throw new IllegalStateException("the one-machine cloud does not support " + name);
        };
    }

    private static JsonNode split(String delimiter, String text) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (String part : text.split(Pattern.quote(delimiter), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        if (name.indexOf('.') > 0) {
            return JsonNodeFactory.instance.textNode(attribute(name));
        }
        String parameter = parameters.get(name);
        String own = refsAreArns && Arns.isRef(type(name)) ? arn(type(name), name) : physical(name);
        return JsonNodeFactory.instance.textNode(parameter == null ? own : parameter);
    }

    private static String dotted(JsonNode argument) {
        return argument.isArray()
                ? argument.get(0).asText() + "." + argument.get(1).asText()
                : argument.asText();
    }

    /** Returns the value of {@code Fn::GetAtt}: a resource's ARN, or another attribute's name. */
    private String attribute(String name) {
        int dot = name.indexOf('.');
        String logical = name.substring(0, dot);
        return name.endsWith(".Arn") && !type(logical).isEmpty() ? arn(type(logical), logical) : name;
    }

    private String type(String logical) {
        return template.path("Resources").path(logical).path("Type").asText();
    }

    private String substitute(JsonNode argument) {
        Map<String, String> own = new HashMap<>();
        if (argument.isArray()) {
            argument.get(1)
                    .properties()
                    .forEach(field ->
                            own.put(field.getKey(), resolve(field.getValue()).asText()));
        }
        String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
        return VARIABLE.matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        own.getOrDefault(match.group(1), ref(match.group(1)).asText())));
    }

    private boolean condition(String name) {
        return holds(template.path("Conditions").path(name));
    }

    private boolean holds(JsonNode condition) {
        if (condition.has("Fn::Not")) {
            return !holds(condition.path("Fn::Not").get(0));
        }
        if (condition.has("Fn::Equals")) {
            JsonNode sides = resolve(condition.path("Fn::Equals"));
            return sides.get(0).equals(sides.get(1));
        }
        if (condition.has("Condition")) {
            return condition(condition.path("Condition").asText());
        }
        throw new IllegalStateException("the one-machine cloud does not support the condition " + condition);
    }
}
