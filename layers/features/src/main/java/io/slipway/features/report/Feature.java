package io.slipway.features.report;

/** Octopus's four file features, in the order in which they run. */
public enum Feature {
    /** Substitute Variables in Templates. */
    SUBSTITUTE_IN_FILES("Octopus.Features.SubstituteInFiles", "substitute variables in templates"),
    /** .NET Configuration Transforms. */
    CONFIGURATION_TRANSFORMS("Octopus.Features.ConfigurationTransforms", ".NET configuration transforms"),
    /** .NET Configuration Variables. */
    CONFIGURATION_VARIABLES("Octopus.Features.ConfigurationVariables", ".NET configuration variables"),
    /** Structured Configuration Variables, whose identifier in Octopus is still the older name. */
    STRUCTURED_VARIABLES("Octopus.Features.JsonConfigurationVariables", "structured configuration variables");

    private final String octopusName;
    private final String title;

    Feature(String octopusName, String title) {
        this.octopusName = octopusName;
        this.title = title;
    }

    /** Returns the name used in {@code Octopus.Action.EnabledFeatures}. */
    public String octopusName() {
        return octopusName;
    }

    /** Returns the display name. */
    public String title() {
        return title;
    }
}
