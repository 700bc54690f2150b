package io.slipway.builder.features;

import io.slipway.builder.failure.BuildException;
import io.slipway.builder.log.JobLog;
import io.slipway.builds.ChangedFile;
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
import io.slipway.features.run.Plan;
import io.slipway.features.text.Text;
import io.slipway.features.text.TextException;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the features on the working folder, and tells what they changed and what of it is secret. */
public final class FeatureRun {
    private final DeploymentValues values;
    private final JobLog log;

    public FeatureRun(DeploymentValues values, JobLog log) {
        this.values = values;
        this.log = log;
    }

    /**
     * What became of the files.
     *
     * @param files the changed ones
     * @param sensitive the paths of those into which sensitive values were written
     */
    public record Changed(List<ChangedFile> files, List<String> sensitive) {
        public Changed {
            files = List.copyOf(files);
            sensitive = List.copyOf(sensitive);
        }
    }

    /** Changes the files. */
    public Changed run(Path folder, Configuration configuration) throws BuildException, IOException {
        Plan plan = plan(folder, configuration, values.real());
        tell(plan.report());
        // Before anything is written: it looks at the same files.
        Map<String, byte[]> shown = shown(folder, configuration, plan);
        List<ChangedFile> files = new ArrayList<>();
        List<String> sensitive = new ArrayList<>();
        for (Edit edit : plan.edits()) {
            byte @Nullable [] without = shown.get(edit.file());
            if (values.anySensitive() && !Arrays.equals(edit.after(), without)) {
                sensitive.add(edit.file());
            }
            files.add(new ChangedFile(
                    edit.file(),
                    features(plan.report(), edit.file()),
                    Digest.of(DigestAlgorithm.SHA256, edit.after()),
                    without == null ? null : text(without)));
        }
        plan.write();
        return new Changed(files, sensitive);
    }

    /** The files as they would be if nobody knew the sensitive values. */
    private Map<String, byte[]> shown(Path folder, Configuration configuration, Plan plan) throws IOException {
        Plan without = values.anySensitive() ? plan(folder, configuration, values.masked()) : plan;
        Map<String, byte[]> shown = new HashMap<>();
        without.edits().forEach(edit -> shown.put(edit.file(), edit.after()));
        return shown;
    }

    private static Plan plan(Path folder, Configuration configuration, VariableSet variables) throws IOException {
        return FileFeatures.plan(folder, configuration, variables, Limits.DEFAULT);
    }

    private void tell(Report report) throws BuildException {
        for (Change change : report.changes()) {
            log.say(change.file() + ": " + change.feature().title() + ": " + change.name() + " at " + change.place());
        }
        report.findings().forEach(finding -> log.say(finding.toString()));
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

    private static @Nullable String text(byte[] content) {
        try {
            return Text.decode(content).content();
        } catch (TextException e) {
            return null;
        }
    }
}
