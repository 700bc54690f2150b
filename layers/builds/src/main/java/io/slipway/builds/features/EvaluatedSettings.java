package io.slipway.builds.features;

import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.features.octostache.Evaluation;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.SdiFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The settings of a build whose values are templates, with the values of this deployment.
 *
 * @param args build arguments
 * @param labels labels of the image
 * @param sensitive the places into which sensitive values went
 */
public record EvaluatedSettings(Map<String, String> args, Map<String, String> labels, List<String> sensitive) {
    public EvaluatedSettings {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        sensitive = List.copyOf(sensitive);
    }

    /** Evaluates the templates; a mistake in one ends the build. */
    public static EvaluatedSettings of(BuildSettings settings, DeploymentValues values, BuildLog log)
            throws BuildException {
        List<String> sensitive = new ArrayList<>();
        return new EvaluatedSettings(
                evaluated(settings.args(), "the build argument ", values, log, sensitive),
                evaluated(settings.labels(), "the label ", values, log, sensitive),
                sensitive);
    }

    private static Map<String, String> evaluated(
            Map<String, String> templates, String what, DeploymentValues values, BuildLog log, List<String> sensitive)
            throws BuildException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> template : templates.entrySet()) {
            Evaluation evaluation = values.evaluate(template.getValue());
            if (evaluation.error().isPresent()) {
                throw new BuildException(
                        what + template.getKey() + ": "
                                + log.masked(evaluation.error().get()),
                        SdiFile.NAME,
                        0,
                        List.of());
            }
            if (evaluation.sensitive()) {
                sensitive.add(what + template.getKey());
            }
            texts.put(template.getKey(), evaluation.text() == null ? "" : evaluation.text());
        }
        return texts;
    }

    /**
     * Refuses sensitive values in an image unless somebody allowed them.
     *
     * @param places the places in the image that would have them
     * @return the warning about those that are allowed; empty where there are none
     */
    public static String checkSensitive(List<String> places, boolean allowed) throws BuildException {
        if (places.isEmpty()) {
            return "";
        }
        String where = String.join(", ", places);
        if (!allowed) {
            throw new BuildException(
                    "sensitive values would be baked into the image, where whoever pulls it can read them: " + where
                            + ". Hand them over at run time, or set allowSensitive in sdi.yaml or in the request");
        }
        return "sensitive values are baked into the image: " + where;
    }
}
