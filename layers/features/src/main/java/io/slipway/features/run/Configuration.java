package io.slipway.features.run;

import io.slipway.features.report.Feature;
import io.slipway.features.variables.Variables;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The features of a run, their files and settings.
 *
 * @param features the enabled ones
 * @param additionalPaths subfolders that file patterns are also relative to ({@code Octopus.Action.AdditionalPaths})
 * @param substitution for {@link Feature#SUBSTITUTE_IN_FILES}
 * @param transforms for {@link Feature#CONFIGURATION_TRANSFORMS}
 * @param ignoreReplacementErrors whether {@link Feature#CONFIGURATION_VARIABLES} skips unreadable files instead of
 * failing
 * @param structured for {@link Feature#STRUCTURED_VARIABLES}
 */
public record Configuration(
        Set<Feature> features,
        List<String> additionalPaths,
        Substitution substitution,
        Transforms transforms,
        boolean ignoreReplacementErrors,
        Structured structured) {

    /**
     * The settings of the substitution in templates.
     *
     * @param targets file patterns
     * @param outputEncoding the .NET name of the encoding to write; with {@code null} or an unknown name, that of the file
     * @param failOnErrors whether a template with a mistake or a missing variable fails the run; Octopus only notes it
     * @param warnIfNothingMatches whether a pattern without files causes a warning
     */
    public record Substitution(
            List<String> targets, @Nullable String outputEncoding, boolean failOnErrors, boolean warnIfNothingMatches) {
        /** Keeps its own copy. */
        public Substitution {
            targets = List.copyOf(targets);
        }
    }

    /**
     * The settings of the configuration transforms.
     *
     * @param automatic whether {@code X.Release.config}, {@code X.<environment>.config} and {@code X.<tenant>.config} are applied to {@code X.config}
     * @param additional pairs as Octopus writes them: {@code transform => target}, or the name of a transform
     * @param environment the environment's name; may be empty
     * @param tenant the tenant's name; may be empty
     * @param warningsAsErrors whether a transform's warning fails the run
     * @param ignoreErrors whether errors are only warnings, and a file that is not XML is skipped
     * @param suppressLogging whether the notes on what each transform does are left out
     * @param diagnostics whether each comparison of a file with a transform's name is noted
     */
    public record Transforms(
            boolean automatic,
            List<String> additional,
            String environment,
            String tenant,
            boolean warningsAsErrors,
            boolean ignoreErrors,
            boolean suppressLogging,
            boolean diagnostics) {
        /** Keeps its own copy. */
        public Transforms {
            additional = List.copyOf(additional);
        }
    }

    /**
     * The settings of the structured files.
     *
     * @param targets file patterns
     * @param jsonOnly whether every file is read as JSON ({@code Octopus.Action.StructuredConfigurationFallbackFlag})
     */
    public record Structured(List<String> targets, boolean jsonOnly) {
        /** Keeps its own copy. */
        public Structured {
            targets = List.copyOf(targets);
        }
    }

    private static final String PACKAGE = "Octopus.Action.Package.";
    private static final String SUBSTITUTE = "Octopus.Action.SubstituteInFiles.";
    private static final String ENABLED = "Octopus.Action.EnabledFeatures";
    private static final String UPDATE_SETTINGS = PACKAGE + "AutomaticallyUpdateAppSettingsAndConnectionStrings";

    /** Keeps its own copies. */
    public Configuration {
        features = Set.copyOf(features);
        additionalPaths = List.copyOf(additionalPaths);
    }

    /**
     * Reads the configuration from Octopus's own action variables. If {@code Octopus.Action.EnabledFeatures} is missing, which a deployment
     * always has but a hand-written file may lack, a feature is on if its own variables configure something.
     */
    public static Configuration of(Variables variables) {
        Substitution substitution = new Substitution(
                lines(variables, SUBSTITUTE + "TargetFiles"),
                text(variables, SUBSTITUTE + "OutputEncoding").orElse(null),
                flag(variables, "OctopusShouldFailDeploymentOnSubstitutionFails", false),
                flag(variables, SUBSTITUTE + "EnableNoMatchWarning", true));
        Transforms transforms = new Transforms(
                flag(variables, PACKAGE + "AutomaticallyRunConfigurationTransformationFiles", false),
                split(
                        text(variables, PACKAGE + "AdditionalXmlConfigurationTransforms")
                                .orElse(""),
                        "[,\\r\\n]"),
                text(variables, "Octopus.Environment.Name").orElse(""),
                text(variables, "Octopus.Deployment.Tenant.Name").orElse(""),
                flag(variables, PACKAGE + "TreatConfigTransformationWarningsAsErrors", true),
                flag(variables, PACKAGE + "IgnoreConfigTransformationErrors", false),
                flag(variables, PACKAGE + "SuppressConfigTransformationLogging", false),
                flag(variables, PACKAGE + "EnableDiagnosticsConfigTransformationLogging", false));
        Structured structured = new Structured(
                lines(variables, PACKAGE + "JsonConfigurationVariablesTargets"),
                flag(variables, "Octopus.Action.StructuredConfigurationFallbackFlag", false));
        boolean settings = flag(variables, UPDATE_SETTINGS, false);

        EnumSet<Feature> asked = EnumSet.noneOf(Feature.class);
        add(asked, Feature.SUBSTITUTE_IN_FILES, !substitution.targets().isEmpty());
        add(
                asked,
                Feature.CONFIGURATION_TRANSFORMS,
                transforms.automatic() || !transforms.additional().isEmpty());
        add(asked, Feature.CONFIGURATION_VARIABLES, settings);
        add(asked, Feature.STRUCTURED_VARIABLES, !structured.targets().isEmpty());
        text(variables, ENABLED).ifPresent(enabled -> {
            List<String> names = split(enabled.toLowerCase(Locale.ROOT), ",");
            asked.removeIf(feature -> !names.contains(feature.octopusName().toLowerCase(Locale.ROOT)));
        });
        return new Configuration(
                asked,
                split(text(variables, "Octopus.Action.AdditionalPaths").orElse(""), ","),
                substitution,
                transforms,
                flag(variables, PACKAGE + "IgnoreVariableReplacementErrors", false),
                structured);
    }

    private static void add(Set<Feature> features, Feature feature, boolean asked) {
        if (asked) {
            features.add(feature);
        }
    }

    private static Optional<String> text(Variables variables, String name) {
        return variables.value(name).map(Variables.Value::text);
    }

    private static boolean flag(Variables variables, String name, boolean otherwise) {
        return switch (text(variables, name).orElse("").strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> otherwise;
        };
    }

    private static List<String> lines(Variables variables, String name) {
        return split(text(variables, name).orElse(""), "[\\r\\n]");
    }

    private static List<String> split(String text, String separators) {
        return Arrays.stream(text.split(separators))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
