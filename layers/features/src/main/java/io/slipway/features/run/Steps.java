package io.slipway.features.run;

import io.slipway.features.report.Feature;
import io.slipway.features.structured.Formats;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.structured.json.JsonFormat;
import io.slipway.features.structured.properties.PropertiesFormat;
import io.slipway.features.structured.xml.XmlFormat;
import io.slipway.features.structured.yaml.YamlFormat;
import io.slipway.features.variables.VariableSet;
import java.util.List;

/**
 * The steps of one run. Each is created when it starts, so that variables that cannot be evaluated fail the run, not
 * its preparation.
 */
final class Steps {
    private final Configuration configuration;
    private final VariableSet variables;
    private final AppliedTransforms applied = new AppliedTransforms();

    Steps(Configuration configuration, VariableSet variables) {
        this.configuration = configuration;
        this.variables = variables;
    }

    FeatureStep of(Feature feature) {
        return switch (feature) {
            case SUBSTITUTE_IN_FILES -> new SubstituteStep(configuration.substitution(), variables);
            case CONFIGURATION_TRANSFORMS -> new TransformStep(configuration.transforms(), applied);
            case CONFIGURATION_VARIABLES ->
                new ConfigurationVariablesStep(configuration.ignoreReplacementErrors(), applied, variables);
            case STRUCTURED_VARIABLES ->
                new StructuredStep(configuration.structured(), formats(), new StructuredVariables(variables));
        };
    }

    /** Returns the formats in the order in which they are tried on a file with an unknown extension. */
    private static Formats formats() {
        return new Formats(List.of(new JsonFormat(), new XmlFormat(), new YamlFormat(), new PropertiesFormat()));
    }
}
