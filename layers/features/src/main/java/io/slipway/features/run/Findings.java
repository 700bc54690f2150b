package io.slipway.features.run;

import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the changes and findings of a run, without sensitive values. */
final class Findings {
    private final SensitiveValues secrets;
    private final Flow flow;
    private final List<Change> changes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Feature> changedBy = new HashMap<>();
    private int unresolved;

    Findings(SensitiveValues secrets, Flow flow) {
        this.secrets = secrets;
        this.flow = flow;
    }

    void changed(Feature feature, Path file, String name, String place) {
        changes.add(new Change(feature, Overlay.name(file), name, place));
        changedBy.put(Overlay.name(file), feature);
    }

    /** Records that a variable's value was written into a file. */
    void changedByVariable(Feature feature, Path file, String variable, String place) {
        changed(feature, file, variable, place);
        secrets.sensitive(variable).ifPresent(value -> flowed(file, value.secrets()));
    }

    /** Records that sensitive values flowed into a file, or decided its content. */
    void flowed(Path file, List<String> texts) {
        secrets.add(texts);
        flow.into(Overlay.name(file), texts);
    }

    /** Records that the content of one file may have flowed into another. */
    void flowedOn(String from, String to) {
        flow.on(from, to);
    }

    /** Notes a part of a template that is left unchanged. */
    void unresolved() {
        unresolved++;
    }

    void found(Severity severity, Feature feature, String file, int line, int column, String message) {
        Feature before = line == 0 ? null : changedBy.get(file);
        String place = before == null || before == feature
                ? ""
                : before == Feature.SUBSTITUTE_IN_FILES
                        ? " (the position is in the substituted text)"
                        : " (the position is in the text after " + before.title() + ")";
        findings.add(new Finding(severity, feature, file, line, column, secrets.hide(message) + place));
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

    boolean failed() {
        return findings.stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    Report report(List<String> files) {
        return new Report(changes, findings, files, unresolved);
    }
}
