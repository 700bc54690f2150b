package io.slipway.features.run;

import io.slipway.features.octostache.OctostacheException;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.substitute.TemplateFile;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.nio.file.Path;
import java.util.List;

/** Substitute Variables in Templates, on the files that the patterns name; a file that two patterns name is substituted twice, as in Octopus. */
final class SubstituteStep implements Step {
    private static final Feature FEATURE = Feature.SUBSTITUTE_IN_FILES;

    private final Configuration.Substitution configuration;
    private final VariableSet variables;

    SubstituteStep(Configuration.Substitution configuration, VariableSet variables) {
        this.configuration = configuration;
        this.variables = variables;
    }

    @Override
    public void run(Overlay overlay, Targets targets, Findings findings) throws RunException {
        for (String target : configuration.targets()) {
            List<Path> files = targets.matching(target);
            if (files.isEmpty() && configuration.warnIfNothingMatches()) {
                findings.warn(
                        FEATURE, "", "No files were found that match the substitution target pattern '" + target + "'");
            }
            for (Path file : files) {
                if (overlay.binary(file)) {
                    findings.warn(FEATURE, Overlay.name(file), "skipped: the file is binary");
                } else {
                    substitute(file, overlay, findings);
                }
            }
        }
    }

    private void substitute(Path file, Overlay overlay, Findings findings) throws RunException {
        TemplateFile.Outcome outcome;
        try {
            outcome = TemplateFile.substitute(overlay.read(file), configuration.outputEncoding(), variables);
        } catch (TextException | OctostacheException e) {
            throw new RunException(Overlay.name(file), String.valueOf(e.getMessage()));
        }
        if (outcome.error().isPresent()) {
            String error = outcome.error().get();
            TemplateFile.Token first = outcome.missing().isEmpty()
                    ? new TemplateFile.Token("", 0, 0)
                    : outcome.missing().getFirst();
            if (configuration.failOnErrors()) {
                throw new RunException(
                        Overlay.name(file), first.line(), first.column(), "the template has this error: " + error);
            }
            findings.found(
                    Severity.NOTE,
                    FEATURE,
                    Overlay.name(file),
                    first.line(),
                    first.column(),
                    "left as it is written: " + error);
        }
        outcome.warning().ifPresent(warning -> findings.warn(FEATURE, Overlay.name(file), warning));
        for (TemplateFile.Token token : outcome.tokens()) {
            findings.changed(FEATURE, file, token.name(), token.line() + ":" + token.column());
        }
        overlay.write(file, outcome.bytes());
    }
}
