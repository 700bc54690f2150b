package io.slipway.features.run;

import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.nio.file.Path;
import java.util.List;

/**
 * Applies Substitute Variables in Templates to the files that match the patterns; as in Octopus, a file that matches
 * two patterns is processed twice.
 */
final class SubstituteStep implements FeatureStep {
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
        } catch (TextException e) {
            throw new RunException(Overlay.name(file), String.valueOf(e.getMessage()));
        } catch (TemplateFile.FailedException e) {
            throw new RunException(Overlay.name(file), e.line(), e.column(), String.valueOf(e.getMessage()));
        }
        if (outcome.sensitive()) {
            findings.flowed(file, outcome.secrets());
        }
        outcome.left().forEach(left -> tell(file, left, findings));
        outcome.warning().ifPresent(warning -> findings.warn(FEATURE, Overlay.name(file), warning));
        for (TemplateFile.Token token : outcome.tokens()) {
            findings.changed(FEATURE, file, token.name(), token.line() + ":" + token.column());
        }
        overlay.write(file, outcome.bytes());
    }

    /**
     * Reports a mistake as a warning and a missing variable as a note, as Octopus does: files of other programs may
     * contain such tokens, too.
     */
    private void tell(Path file, TemplateFile.Left left, Findings findings) {
        boolean fails = configuration.failOnErrors();
        Severity severity = fails ? Severity.ERROR : left.mistake() ? Severity.WARNING : Severity.NOTE;
        findings.unresolved();
        findings.found(
                severity,
                FEATURE,
                Overlay.name(file),
                left.line(),
                left.column(),
                left.why() + (fails ? "" : "; it is left unchanged"));
    }
}
