package io.slipway.builds.features;

import io.slipway.builds.report.BuildException;
import io.slipway.builds.report.BuildLog;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.Mask;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.features.report.Change;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.report.Report;
import io.slipway.features.run.Configuration;
import io.slipway.features.run.Edit;
import io.slipway.features.run.FileFeatures;
import io.slipway.features.run.Limits;
import io.slipway.features.run.Masking;
import io.slipway.features.run.Plan;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the features on the working folder, and returns the changed files and the sensitive values in them. */
public final class FeatureRun {
    private final DeploymentValues values;
    private final BuildLog log;

    public FeatureRun(DeploymentValues values, BuildLog log) {
        this.values = values;
        this.log = log;
    }

    /**
     * The result of a run of the features.
     *
     * @param files the changed files
     * @param sensitive the paths of the changed files that contain sensitive values
     * @param edits the changes, which are not written yet
     */
    public record Changed(List<ChangedFile> files, List<String> sensitive, Plan edits) {
        public Changed {
            files = List.copyOf(files);
            sensitive = List.copyOf(sensitive);
        }
    }

    /** Plans the changes of the files; writes nothing. */
    public Changed plan(Path folder, Configuration configuration) throws BuildException, IOException {
        Plan plan = FileFeatures.plan(folder, configuration, values.real(), Limits.DEFAULT);
        tell(plan.report());
        Masking masking = plan.masking(Mask.MASKED);
        List<ChangedFile> files = new ArrayList<>();
        for (Edit edit : plan.edits()) {
            files.add(new ChangedFile(
                    edit.file(),
                    features(plan.report(), edit.file()),
                    Digest.of(DigestAlgorithm.SHA256, edit.after()),
                    text(edit, masking)));
        }
        return new Changed(
                files,
                plan.edits().stream().filter(Edit::sensitive).map(Edit::file).toList(),
                plan);
    }

    private void tell(Report report) throws BuildException {
        for (Change change : report.changes()) {
            log.say(change.file() + ": " + change.feature().title() + ": " + change.name() + " at " + change.place());
        }
        report.findings().forEach(finding -> log.say(finding.toString()));
        if (report.unresolved() > 0) {
            log.say(report.unresolved()
                    + (report.unresolved() == 1
                            ? " token of a template is unchanged"
                            : " tokens of templates are unchanged"));
        }
        List<Finding> errors = report.findings(Severity.ERROR);
        if (!errors.isEmpty()) {
            Finding first = errors.getFirst();
            throw new BuildException(
                    first.feature().title() + ": " + first.message(),
                    first.file().isEmpty() ? null : first.file(),
                    first.line(),
                    errors.stream().map(Finding::toString).toList());
        }
    }

    private static List<String> features(Report report, String file) {
        return report.changes().stream()
                .filter(change -> change.file().equals(file))
                .map(Change::feature)
                .distinct()
                .sorted()
                .map(Feature::title)
                .toList();
    }

    private static @Nullable String text(Edit edit, Masking masking) {
        try {
            return masking.afterLines(edit.file(), Text.decode(edit.after()).content());
        } catch (TextException e) {
            return null;
        }
    }
}
