package io.slipway.features.structured.yaml;

import io.slipway.features.structured.NotThisFormatException;
import io.slipway.features.structured.SourceText;
import io.slipway.features.structured.StructuredFormat;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.text.TextException;
import java.util.List;

/**
 * Edits YAML. A scalar keeps its anchor, its tag and its style, so that the quotes in the file decide the type of the value. A mapping or a
 * sequence becomes the YAML in the variable, or a string if it is not YAML.
 */
public final class YamlFormat implements StructuredFormat {
    @Override
    public String name() {
        return "YAML";
    }

    @Override
    public List<String> extensions() {
        return List.of(".yml", ".yaml");
    }

    @Override
    public Replaced replace(byte[] file, StructuredVariables variables) throws NotThisFormatException, TextException {
        SourceText source = SourceText.of(file);
        List<YamlNode> nodes;
        try {
            nodes = new YamlSearch(source, variables.paths()).run();
        } catch (YamlSyntaxException e) {
            throw source.refusal(e.at(), String.valueOf(e.getMessage()));
        }
        YamlEdits edits = new YamlEdits(source);
        for (YamlNode node : nodes) {
            edits.replace(node, variables.value(node.variable()).text());
        }
        return source.finish();
    }
}
