package io.slipway.features.run;

import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what a run does and finds, without the sensitive values. */
final class Findings {
    private final Secrets secrets;
    private final List<Change> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    Findings(Secrets secrets) {
        this.secrets = secrets;
    }

    void changed(Feature feature, Path file, String name, String place) {
        changes.add(new Change(feature, Overlay.name(file), name, place));
    }

    void found(Severity severity, Feature feature, String file, int line, int column, String message) {
        findings.add(new Finding(severity, feature, file, line, column, secrets.hide(message)));
    }

    void note(Feature feature, Path file, String message) {
        found(Severity.NOTE, feature, Overlay.name(file), 0, 0, message);
    }

    void warn(Feature feature, String file, String message) {
        found(Severity.WARNING, feature, file, 0, 0, message);
    }

    void failed(Feature feature, RunException e) {
        found(Severity.ERROR, feature, e.file(), e.line(), e.column(), String.valueOf(e.getMessage()));
    }

    Report report(List<String> files) {
        return new Report(changes, findings, files);
    }
}
