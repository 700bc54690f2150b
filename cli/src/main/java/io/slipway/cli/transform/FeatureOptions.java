package io.slipway.cli.transform;

import io.slipway.features.report.Feature;
import io.slipway.features.run.Configuration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose features and files, instead of or in addition to Octopus's action variables. */
final class FeatureOptions {
    @Option(
            names = "--substitute",
            paramLabel = "PATTERN",
            description = "Substitutes variables in the files that match, for example 'config/**/*.conf'. Repeatable.")
    private List<String> substitute = new ArrayList<>();

    @Option(
            names = "--output-encoding",
            paramLabel = "NAME",
            description = "Writes substituted files in this encoding instead of their own.")
    private @Nullable String outputEncoding;

    @Option(
            names = "--fail-on-missing",
            description =
                    "Fails if a template has a mistake or a variable is missing; otherwise the text stays, and mistakes cause warnings.")
    private boolean failOnMissing;

    @Option(
            names = "--automatic-transforms",
            description =
                    "Applies X.Release.config, X.<environment>.config and X.<tenant>.config to X.config, for --environment and --tenant.")
    private boolean automaticTransforms;

    @Option(
            names = "--transform",
            paramLabel = "PAIR",
            description = "Applies a transform: 'Web.Shop.config => Web.config'. Repeatable.")
    private List<String> transforms = new ArrayList<>();

    @Option(
            names = "--allow-transform-warnings",
            description =
                    "Only reports a transform's warnings, such as an element that is not found; otherwise they are errors.")
    private boolean allowTransformWarnings;

    @Option(
            names = "--configuration-variables",
            description = "Updates appSettings, connectionStrings and applicationSettings in *.config files.")
    private boolean configurationVariables;

    @Option(
            names = "--structured",
            paramLabel = "PATTERN",
            description = "Replaces values in the JSON, YAML, XML and properties files that match. Repeatable.")
    private List<String> structured = new ArrayList<>();

    /** Adds the settings on the command line to those in the variables. */
    Configuration on(Configuration base) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        features.addAll(base.features());
        add(features, Feature.SUBSTITUTE_IN_FILES, !substitute.isEmpty());
        add(features, Feature.CONFIGURATION_TRANSFORMS, automaticTransforms || !transforms.isEmpty());
        add(features, Feature.CONFIGURATION_VARIABLES, configurationVariables);
        add(features, Feature.STRUCTURED_VARIABLES, !structured.isEmpty());
        Configuration.Substitution substitution = base.substitution();
        Configuration.Transforms transform = base.transforms();
        return new Configuration(
                features,
                base.additionalPaths(),
                new Configuration.Substitution(
                        joined(substitution.targets(), substitute),
                        outputEncoding == null ? substitution.outputEncoding() : outputEncoding,
                        failOnMissing || substitution.failOnErrors(),
                        substitution.warnIfNothingMatches()),
                new Configuration.Transforms(
                        automaticTransforms || transform.automatic(),
                        joined(transform.additional(), transforms),
                        transform.environment(),
                        transform.tenant(),
                        transform.warningsAsErrors() && !allowTransformWarnings,
                        transform.ignoreErrors(),
                        transform.suppressLogging(),
                        transform.diagnostics()),
                base.ignoreReplacementErrors(),
                new Configuration.Structured(
                        joined(base.structured().targets(), structured),
                        base.structured().jsonOnly()));
    }

    private static void add(Set<Feature> features, Feature feature, boolean asked) {
        if (asked) {
            features.add(feature);
        }
    }

    private static List<String> joined(List<String> first, List<String> second) {
        List<String> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
