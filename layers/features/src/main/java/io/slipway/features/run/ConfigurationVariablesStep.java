package io.slipway.features.run;

import io.slipway.features.netconfig.ConfigurationVariables;
import io.slipway.features.report.Feature;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.Variables;
import io.slipway.features.xml.XmlException;
import io.slipway.features.xml.XmlFile;
import java.nio.file.Path;
import java.util.List;

/** Applies .NET Configuration Variables to all {@code .config} files except those that were applied as transforms. */
final class ConfigurationVariablesStep implements FeatureStep {
    private static final Feature FEATURE = Feature.CONFIGURATION_VARIABLES;
    private static final String FILES = "**/*.config";

    private final boolean ignoreErrors;
    private final AppliedTransforms applied;
    private final ConfigurationVariables variables;

    ConfigurationVariablesStep(boolean ignoreErrors, AppliedTransforms applied, Variables variables) {
        this.ignoreErrors = ignoreErrors;
        this.applied = applied;
        this.variables = new ConfigurationVariables(variables);
    }

    @Override
    public void run(Overlay overlay, Targets targets, Findings findings) throws RunException {
        for (Path file : targets.matching(FILES)) {
            if (applied.contains(file)) {
                findings.note(
                        FEATURE,
                        file,
                        "skipped: it was interpreted as a configuration transform, so no variables are set in it");
                continue;
            }
            try {
                replace(file, overlay, findings);
            } catch (RunException e) {
                if (!ignoreErrors) {
                    throw e;
                }
                findings.note(FEATURE, file, "Ignoring variable replacement error: " + e.getMessage());
            }
        }
    }

    private void replace(Path file, Overlay overlay, Findings findings) throws RunException {
        String name = Overlay.name(file);
        List<ConfigurationVariables.Replacement> replacements;
        XmlFile.Written written;
        try {
            XmlFile xml = XmlFile.read(overlay.read(file));
            replacements = variables.replace(xml.document());
            written = xml.write();
        } catch (XmlException e) {
            throw new RunException(name, e.position().line(), e.position().column(), String.valueOf(e.getMessage()));
        } catch (TextException e) {
            throw new RunException(name, String.valueOf(e.getMessage()));
        }
        if (replacements.isEmpty()) {
            findings.note(
                    FEATURE, file, "No matching appSetting, applicationSetting, nor connectionString names were found");
            return;
        }
        written.warning().ifPresent(warning -> findings.warn(FEATURE, name, warning));
        for (ConfigurationVariables.Replacement replacement : replacements) {
            findings.changedByVariable(
                    FEATURE,
                    file,
                    replacement.variable(),
                    replacement.position().toString());
        }
        overlay.write(file, written.bytes());
    }
}
