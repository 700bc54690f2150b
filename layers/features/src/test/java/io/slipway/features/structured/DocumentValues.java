package io.slipway.features.structured;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.resolver.JsonScalarResolver;

/** Reads the values of documents with parsers that the engines do not use. */
final class DocumentValues {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private DocumentValues() {}

    static JsonNode json(String text) throws Exception {
        return JSON.readTree(text.isEmpty() ? "{}" : text);
    }

    /** Returns the nodes with their tags, anchors and values, and with styles only as far as they decide the tag. */
    static List<String> yaml(String text) {
        List<String> nodes = new ArrayList<>();
        JsonScalarResolver resolver = new JsonScalarResolver();
        for (Event event : new Parse(LoadSettings.builder().build()).parseString(text)) {
            switch (event) {
                case ScalarEvent scalar -> {
                    boolean plain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
                    String tag = scalar.getTag()
                            .orElse(resolver.resolve(scalar.getValue(), plain).getValue());
                    nodes.add(scalar.getAnchor() + " " + tag + " " + scalar.getValue());
                }
                case CollectionStartEvent start ->
                    nodes.add(start.getAnchor() + " " + start.getTag() + " " + start.getEventId());
                case AliasEvent alias -> nodes.add("*" + alias.getAlias());
                default -> nodes.add(event.getEventId().toString());
            }
        }
        return nodes;
    }
}
