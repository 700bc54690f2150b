package io.slipway.cli.transform;

import io.slipway.features.report.Feature;
import io.slipway.features.run.Configuration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose features and files, in place of or beside Octopus's action variables. */
final class FeatureOptions {
    @Option(
            names = "--substitute",
            paramLabel = "PATTERN",
            description = "Substitute variables in the files that match, for example 'config/**/*.conf'. Repeatable.")
    private List<String> substitute = new ArrayList<>();

    @Option(
            names = "--output-encoding",
            paramLabel = "NAME",
            description = "Write substituted files in this encoding instead of their own.")
    private @Nullable String outputEncoding;

    @Option(
            names = "--fail-on-missing",
            description =
                    "Fail where a template has a mistake or a variable is missing; otherwise it stays as it is written, with a warning of the mistake.")
    private boolean failOnMissing;

    @Option(
            names = "--automatic-transforms",
            description =
                    "Apply X.Release.config, X.<environment>.config and X.<tenant>.config to X.config; --environment and --tenant name them.")
    private boolean automaticTransforms;

    @Option(
            names = "--transform",
            paramLabel = "PAIR",
            description = "Apply a transform: 'Web.Shop.config => Web.config'. Repeatable.")
    private List<String> transforms = new ArrayList<>();

    @Option(
            names = "--allow-transform-warnings",
            description =
                    "Only tell a transform's warnings, such as an element that is not found; otherwise they are errors.")
    private boolean allowTransformWarnings;

    @Option(
            names = "--configuration-variables",
            description = "Update appSettings, connectionStrings and applicationSettings in *.config files.")
    private boolean configurationVariables;

    @Option(
            names = "--structured",
            paramLabel = "PATTERN",
            description = "Replace values in the JSON, YAML, XML and properties files that match. Repeatable.")
    private List<String> structured = new ArrayList<>();

    /** Adds the command line's settings to those of the variables. */
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
