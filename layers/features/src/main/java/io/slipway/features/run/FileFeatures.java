package io.slipway.features.run;

import io.slipway.features.octostache.OctostacheException;
import io.slipway.features.report.Feature;
import io.slipway.features.report.Finding.Severity;
import io.slipway.features.variables.VariableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Runs the file features on a folder, in Octopus's order: substitution, transforms, configuration variables, structured variables. Each
 * reads the results of those before it.
 */
public final class FileFeatures {
    private FileFeatures() {}

    /**
     * Runs the features without writing their changes. Files that a crashed run left half-written are restored first.
     *
     * @throws IOException if the folder cannot be read
     */
    public static Plan plan(Path folder, Configuration configuration, VariableSet variables, Limits limits)
            throws IOException {
        Path root = folder.toRealPath();
        Transaction.recover(root);
        SensitiveValues secrets = new SensitiveValues(variables);
        Flow flow = new Flow();
        Findings findings = new Findings(secrets, flow);
        Overlay overlay = new Overlay(root, limits);
        Targets targets = new Targets(root, configuration.additionalPaths());
        Steps steps = new Steps(configuration, variables);
        List<Edit> edits = List.of();
        Feature feature = Feature.SUBSTITUTE_IN_FILES;
        try {
            for (Feature next : Feature.values()) {
                feature = next;
                if (configuration.features().contains(feature) && !findings.failed()) {
                    steps.of(feature).run(overlay, targets, findings);
                }
            }
            edits = findings.failed() ? List.of() : edits(overlay, flow);
        } catch (RunException e) {
            findings.failed(feature, e);
        } catch (OctostacheException e) {
            findings.failed(feature, new RunException("", String.valueOf(e.getMessage())));
        } catch (StackOverflowError | OutOfMemoryError e) {
            findings.failed(feature, new RunException("", "A file is too deep or too large for the available memory"));
        }
        for (String link : targets.linksNotFollowed()) {
            findings.found(
                    Severity.NOTE, feature, link, 0, 0, "not followed: the link must lead to a file in the folder");
        }
        return new Plan(root, findings.report(edits.stream().map(Edit::file).toList()), edits, secrets, flow);
    }

    private static List<Edit> edits(Overlay overlay, Flow flow) throws RunException {
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<Path, byte[]> file : overlay.written().entrySet()) {
            byte[] before = overlay.original(file.getKey());
            if (!Arrays.equals(before, file.getValue())) {
                String name = Overlay.name(file.getKey());
                edits.add(new Edit(name, before, file.getValue(), flow.reached(name)));
            }
        }
        return edits;
    }
}
