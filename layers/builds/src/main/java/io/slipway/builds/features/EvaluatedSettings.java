package io.slipway.builds.features;

import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.features.octostache.TemplateResult;
import io.slipway.packages.sdi.BuildSettings;
import io.slipway.packages.sdi.SdiFile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The settings of a build that are templates, evaluated for this deployment.
 *
 * @param args build arguments
 * @param labels labels of the image
 * @param sensitiveArgs the names of the build arguments whose values are sensitive
 * @param sensitive the settings that contain sensitive values
 */
public record EvaluatedSettings(
        Map<String, String> args, Map<String, String> labels, Set<String> sensitiveArgs, List<String> sensitive) {
    private static final String ARGUMENT = "the build argument ";
    private static final String LABEL = "the label ";

    public EvaluatedSettings {
        args = Collections.unmodifiableMap(new LinkedHashMap<>(args));
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        sensitiveArgs = Set.copyOf(sensitiveArgs);
        sensitive = List.copyOf(sensitive);
    }

    /**
     * Evaluates the templates.
     *
     * @throws BuildException if one of them has a mistake
     */
    public static EvaluatedSettings of(BuildSettings settings, DeploymentValues values, BuildLog log)
            throws BuildException {
        Set<String> sensitiveArgs = new LinkedHashSet<>();
        Set<String> sensitiveLabels = new LinkedHashSet<>();
        Map<String, String> args = evaluated(settings.args(), ARGUMENT, values, log, sensitiveArgs);
        Map<String, String> labels = evaluated(settings.labels(), LABEL, values, log, sensitiveLabels);
        List<String> sensitive = new ArrayList<>();
        sensitiveArgs.forEach(name -> sensitive.add(ARGUMENT + name));
        sensitiveLabels.forEach(name -> sensitive.add(LABEL + name));
        return new EvaluatedSettings(args, labels, sensitiveArgs, sensitive);
    }

    /**
     * Returns the values of build secrets, by their ids. A secret is in the image only if a {@code RUN} of the
     * Dockerfile writes it there.
     */
    public static Map<String, String> secrets(BuildSettings settings, DeploymentValues values, BuildLog log)
            throws BuildException {
        return evaluated(settings.secrets(), "the secret ", values, log, new HashSet<>());
    }

    private static Map<String, String> evaluated(
            Map<String, String> templates, String what, DeploymentValues values, BuildLog log, Set<String> sensitive)
            throws BuildException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, String> template : templates.entrySet()) {
            TemplateResult evaluation = values.evaluate(template.getValue());
            if (evaluation.error().isPresent()) {
                throw new BuildException(
                        what + template.getKey() + ": "
                                + log.masked(evaluation.error().get()),
                        SdiFile.NAME,
                        0,
                        List.of());
            }
            if (evaluation.sensitive()) {
                sensitive.add(template.getKey());
            }
            texts.put(template.getKey(), evaluation.text() == null ? "" : evaluation.text());
        }
        return texts;
    }

    /**
     * Refuses sensitive values in an image unless they are allowed.
     *
     * @param places the places in the image that would contain them
     * @return the warning about those that are allowed; empty without any
     */
    public static String checkSensitive(List<String> places, boolean allowed) throws BuildException {
        if (places.isEmpty()) {
            return "";
        }
        String where = String.join(", ", places);
        if (!allowed) {
            throw new BuildException(
                    "sensitive values would be baked into the image, where anyone who pulls it can read them: "
                            + where
                            + ". Pass them at run time, or set allowSensitive in sdi.yaml or in the request");
        }
        return "sensitive values are baked into the image: " + where;
    }
}
