package io.slipway.sdi.run;

import io.slipway.sdi.report.Feature;
import io.slipway.sdi.substitute.TemplateFile;
import io.slipway.sdi.substitute.Templates;
import io.slipway.sdi.text.TextException;
import java.nio.file.Path;
import java.util.List;

/** Substitute Variables in Templates, on the files that the patterns name; a file that two patterns name is substituted twice, as in Octopus. */
final class SubstituteStep implements Step {
    private static final Feature FEATURE = Feature.SUBSTITUTE_IN_FILES;

    private final Configuration.Substitution configuration;
    private final Templates templates;

    SubstituteStep(Configuration.Substitution configuration, Templates templates) {
        this.configuration = configuration;
        this.templates = templates;
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
            outcome = TemplateFile.substitute(overlay.read(file), configuration.outputEncoding(), templates);
        } catch (TextException e) {
            throw new RunException(Overlay.name(file), String.valueOf(e.getMessage()));
        }
        if (outcome.error().isPresent()) {
            String error = outcome.error().get();
            if (configuration.failOnErrors()) {
                throw new RunException(Overlay.name(file), "the template has this error: " + error);
            }
            findings.note(FEATURE, file, "left as it is written: " + error);
        }
        outcome.warning().ifPresent(warning -> findings.warn(FEATURE, Overlay.name(file), warning));
        for (TemplateFile.Token token : outcome.tokens()) {
            findings.changed(FEATURE, file, token.text(), token.line() + ":" + token.column());
        }
        overlay.write(file, outcome.bytes());
    }
}
