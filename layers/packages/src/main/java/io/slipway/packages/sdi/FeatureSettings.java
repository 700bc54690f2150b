package io.slipway.packages.sdi;

import java.util.List;

/**
 * Which file features run, on which files; the files are patterns from the working folder.
 *
 * @param substituteInFiles where variables are substituted
 * @param automaticTransforms whether {@code X.Release.config}, {@code X.<environment>.config} and {@code X.<tenant>.config} are
 *     applied to {@code X.config}
 * @param additionalTransforms pairs, {@code transform => target}
 * @param configurationVariables whether {@code appSettings}, {@code connectionStrings} and {@code applicationSettings} of all
 *     {@code *.config} files are updated
 * @param structuredVariables where values of JSON, YAML, XML and properties files are replaced
 */
public record FeatureSettings(
        List<String> substituteInFiles,
        boolean automaticTransforms,
        List<String> additionalTransforms,
        boolean configurationVariables,
        List<String> structuredVariables) {
    /** No feature. */
    public static final FeatureSettings NONE = new FeatureSettings(List.of(), false, List.of(), false, List.of());

    public FeatureSettings {
        substituteInFiles = List.copyOf(substituteInFiles);
        additionalTransforms = List.copyOf(additionalTransforms);
        structuredVariables = List.copyOf(structuredVariables);
    }
}
