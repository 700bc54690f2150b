package io.slipway.packages.sdi;

import java.util.List;

/**
 * The file features to run, and their files as patterns relative to the working folder.
 *
 * @param substituteInFiles the files in which variables are substituted
 * @param automaticTransforms whether {@code X.Release.config}, {@code X.<environment>.config} and {@code
 *     X.<tenant>.config} are applied to {@code X.config}
 * @param additionalTransforms pairs, {@code transform => target}
 * @param configurationVariables whether {@code appSettings}, {@code connectionStrings} and {@code
 *     applicationSettings} of all {@code *.config} files are updated
 * @param structuredVariables the JSON, YAML, XML and properties files in which values are replaced
 */
public record FeatureSettings(
        List<String> substituteInFiles,
        boolean automaticTransforms,
        List<String> additionalTransforms,
        boolean configurationVariables,
        List<String> structuredVariables) {
    /** The settings without any feature. */
    public static final FeatureSettings NONE = new FeatureSettings(List.of(), false, List.of(), false, List.of());

    public FeatureSettings {
        substituteInFiles = List.copyOf(substituteInFiles);
        additionalTransforms = List.copyOf(additionalTransforms);
        structuredVariables = List.copyOf(structuredVariables);
    }
}
