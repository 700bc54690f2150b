package io.slipway.builds.features;

import io.slipway.features.report.Feature;
import io.slipway.features.run.Configuration;
import io.slipway.features.variables.Variables;
import io.slipway.packages.sdi.FeatureSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects the features that a build runs: those of {@code sdi.yaml}, and those that Octopus's own action variables
 * enable. The action variables also set options: encodings, and which mistakes are errors.
 */
public final class SdiFeatures {
    private SdiFeatures() {}

    /** Returns the configuration of a run. */
    public static Configuration of(FeatureSettings settings, Variables variables) {
        Configuration asked = Configuration.of(variables);
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        features.addAll(asked.features());
        turnOn(
                features,
                Feature.SUBSTITUTE_IN_FILES,
                !settings.substituteInFiles().isEmpty());
        boolean transforms = settings.automaticTransforms()
                || !settings.additionalTransforms().isEmpty();
        turnOn(features, Feature.CONFIGURATION_TRANSFORMS, transforms);
        turnOn(features, Feature.CONFIGURATION_VARIABLES, settings.configurationVariables());
        turnOn(
                features,
                Feature.STRUCTURED_VARIABLES,
                !settings.structuredVariables().isEmpty());
        return new Configuration(
                features,
                asked.additionalPaths(),
                new Configuration.Substitution(
                        both(settings.substituteInFiles(), asked.substitution().targets()),
                        asked.substitution().outputEncoding(),
                        asked.substitution().failOnErrors(),
                        asked.substitution().warnIfNothingMatches()),
                new Configuration.Transforms(
                        settings.automaticTransforms() || asked.transforms().automatic(),
                        both(settings.additionalTransforms(), asked.transforms().additional()),
                        asked.transforms().environment(),
                        asked.transforms().tenant(),
                        asked.transforms().warningsAsErrors(),
                        asked.transforms().ignoreErrors(),
                        asked.transforms().suppressLogging(),
                        asked.transforms().diagnostics()),
                asked.ignoreReplacementErrors(),
                new Configuration.Structured(
                        both(settings.structuredVariables(), asked.structured().targets()),
                        asked.structured().jsonOnly()));
    }

    private static void turnOn(Set<Feature> features, Feature feature, boolean on) {
        if (on) {
            features.add(feature);
        }
    }

    private static List<String> both(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).distinct().toList();
    }
}
