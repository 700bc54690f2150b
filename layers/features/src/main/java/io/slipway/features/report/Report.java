package io.slipway.features.report;

import java.util.List;

/**
 * The report of a run, in the order of its work.
 *
 * @param changes the replacements
 * @param findings notes, warnings and errors
 * @param files the files whose bytes changed, relative to the folder, with slashes, sorted; empty if the run failed
 * @param unresolved the number of parts of templates that stay as written, because of a mistake or a missing variable
 */
public record Report(List<Change> changes, List<Finding> findings, List<String> files, int unresolved) {
    /** Keeps its own copies. */
    public Report {
        changes = List.copyOf(changes);
        findings = List.copyOf(findings);
        files = List.copyOf(files);
    }

    /** Returns whether the run failed; then no file was changed. */
    public boolean failed() {
        return findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    /** Returns the findings of one severity. */
    public List<Finding> findings(Finding.Severity severity) {
        return findings.stream()
                .filter(finding -> finding.severity() == severity)
                .toList();
    }
}
