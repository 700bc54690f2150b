package io.slipway.sdi.run;

import io.slipway.sdi.report.Feature;
import io.slipway.sdi.report.Finding.Severity;
import io.slipway.sdi.report.Report;
import io.slipway.sdi.substitute.Templates;
import io.slipway.sdi.variables.Variables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file features on a folder, in Octopus's order: substitution, transforms, configuration variables, structured variables. Each sees what
 * those before it left.
 */
public final class FileFeatures {
    private FileFeatures() {}

    /**
     * Runs the features and writes the files, all of them or none.
     *
     * @return what was done; where it {@linkplain Report#failed failed}, the folder is as it was
     * @throws IOException if the folder cannot be read, or the files cannot be written; then the folder is as it was
     */
    public static Report run(Path folder, Configuration configuration, Variables variables, Templates templates)
            throws IOException {
        Plan plan = plan(folder, configuration, variables, templates, Limits.DEFAULT);
        plan.write();
        return plan.report();
    }

    /**
     * Runs the features without writing anything.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Plan plan(
            Path folder, Configuration configuration, Variables variables, Templates templates, Limits limits)
            throws IOException {
        Path root = folder.toRealPath();
        Findings findings = new Findings();
        Transaction.recover(root);
        Overlay overlay = new Overlay(root, limits);
        Targets targets = new Targets(root, configuration.additionalPaths());
        Map<Feature, Step> steps = new LinkedHashMap<>();
        steps.put(Feature.SUBSTITUTE_IN_FILES, new SubstituteStep(configuration.substitution(), templates));
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<Feature, Step> step : steps.entrySet()) {
            if (!configuration.features().contains(step.getKey())) {
                continue;
            }
            try {
                step.getValue().run(overlay, targets, findings);
            } catch (RunException e) {
                findings.failed(step.getKey(), e);
                return new Plan(root, findings.report(List.of()), List.of());
            } catch (StackOverflowError | OutOfMemoryError e) {
                findings.found(
                        Severity.ERROR,
                        step.getKey(),
                        "",
                        0,
                        0,
                        "A file is too deep or too large for the memory there is");
                return new Plan(root, findings.report(List.of()), List.of());
            }
        }
        try {
            for (Map.Entry<Path, byte[]> file : overlay.written().entrySet()) {
                byte[] before = overlay.original(file.getKey());
                if (!Arrays.equals(before, file.getValue())) {
                    edits.add(new Edit(Overlay.name(file.getKey()), before, file.getValue()));
                }
            }
        } catch (RunException e) {
            findings.failed(Feature.SUBSTITUTE_IN_FILES, e);
            edits.clear();
        }
        for (String link : targets.linksNotFollowed()) {
            findings.found(
                    Severity.NOTE,
                    Feature.SUBSTITUTE_IN_FILES,
                    link,
                    0,
                    0,
                    "not followed: the link leads out of the folder or nowhere");
        }
        return new Plan(root, findings.report(edits.stream().map(Edit::file).toList()), edits);
    }
}
