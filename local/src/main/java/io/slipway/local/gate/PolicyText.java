package io.slipway.local.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads values in a policy, which may be a single text or a list. */
final class PolicyText {
    private PolicyText() {}

    static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(item -> texts.add(item.asText()));
        } else if (!node.isMissingNode()) {
            texts.add(node.asText());
        }
        return texts;
    }

    static List<PolicyPattern> wildcards(JsonNode node) {
        return texts(node).stream().map(PolicyPattern::of).toList();
    }
}
