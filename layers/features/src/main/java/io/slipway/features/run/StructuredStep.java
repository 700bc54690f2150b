package io.slipway.features.run;

import io.slipway.features.report.Feature;
import io.slipway.features.structured.Formats;
import io.slipway.features.structured.StructuredFormat;
import io.slipway.features.structured.StructuredVariables;
import io.slipway.features.text.TextException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Applies Structured Configuration Variables to the files that match the patterns; as in Octopus, a file that matches
 * two patterns is processed twice.
 */
final class StructuredStep implements FeatureStep {
    private static final Feature FEATURE = Feature.STRUCTURED_VARIABLES;
    private static final String NOTHING_FOUND =
            "No structures have been found that match variable names, so no structured variable replacements have been applied.";

    private final Configuration.Structured configuration;
    private final Formats formats;
    private final StructuredVariables variables;

    StructuredStep(Configuration.Structured configuration, Formats formats, StructuredVariables variables) {
        this.configuration = configuration;
        this.formats = formats;
        this.variables = variables;
    }

    @Override
    public void run(Overlay overlay, Targets targets, Findings findings) throws RunException {
        for (String target : configuration.targets()) {
            if (isDirectory(overlay, target)) {
                findings.warn(
                        FEATURE,
                        "",
                        "Skipping structured variable replacement on '" + target + "' because it is a directory.");
                continue;
            }
            List<Path> files = targets.matching(target);
            if (files.isEmpty()) {
                findings.warn(
                        FEATURE, "", "No files were found that match the replacement target pattern '" + target + "'");
            }
            for (Path file : files) {
                if (overlay.binary(file)) {
                    findings.warn(FEATURE, Overlay.name(file), "skipped: the file is binary");
                } else {
                    replace(file, overlay, findings);
                }
            }
        }
    }

    private void replace(Path file, Overlay overlay, Findings findings) throws RunException {
        Formats.Outcome outcome;
        try {
            outcome = formats.replace(Overlay.name(file), overlay.read(file), configuration.jsonOnly(), variables);
        } catch (Formats.NoFormatException e) {
            throw new RunException(
                    Overlay.name(file),
                    e.why().line(),
                    e.why().column(),
                    "Structured variable replacement failed. " + e.getMessage());
        } catch (TextException e) {
            throw new RunException(Overlay.name(file), String.valueOf(e.getMessage()));
        }
        outcome.refusals().forEach(refusal -> findings.note(FEATURE, file, refusal));
        StructuredFormat.Replaced replaced = outcome.replaced();
        replaced.warnings().forEach(warning -> findings.warn(FEATURE, Overlay.name(file), warning));
        if (replaced.replacements().isEmpty()) {
            findings.note(FEATURE, file, NOTHING_FOUND);
        }
        for (StructuredFormat.Replacement replacement : replaced.replacements()) {
            findings.changedByVariable(
                    FEATURE, file, replacement.variable(), replacement.line() + ":" + replacement.column());
        }
        overlay.write(file, replaced.bytes());
    }

    private static boolean isDirectory(Overlay overlay, String target) {
        // Not every pattern is a valid path; then the glob decides.
        return target.indexOf('\0') < 0 && Files.isDirectory(overlay.folder().resolve(target.replace('\\', '/')));
    }
}
