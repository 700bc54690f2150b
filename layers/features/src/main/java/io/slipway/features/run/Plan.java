package io.slipway.features.run;

import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The planned changes of a folder. {@link #write} or {@link #copyTo} applies them, once. */
public final class Plan {
    private final Path folder;
    private final Report report;
    private final List<Edit> edits;
    private final SensitiveValues secrets;
    private final Flow flow;

    Plan(Path folder, Report report, List<Edit> edits, SensitiveValues secrets, Flow flow) {
        this.folder = folder;
        this.report = report;
        this.edits = List.copyOf(edits);
        this.secrets = secrets;
        this.flow = flow;
    }

    /** Returns the replacements and findings. */
    public Report report() {
        return report;
    }

    /** Returns the files whose bytes would change, sorted; empty if the run failed. */
    public List<Edit> edits() {
        return edits;
    }

    /** Masks the sensitive values in the text of the files. */
    public Masking masking(String mask) {
        return new Masking(secrets, flow, mask);
    }

    /**
     * Changes the folder: all files of the plan or none.
     *
     * @throws IOException if the files cannot be written; then the folder is unchanged
     */
    public void write() throws IOException {
        Transaction.write(folder, bytes());
    }

    /**
     * Creates a copy with the changes, and leaves the folder unchanged.
     *
     * @param directory the copy's path, outside the folder; it must not exist, or be empty
     * @throws IOException if the copy cannot be created; then nothing is left of it
     */
    public void copyTo(Path directory) throws IOException {
        if (!report.failed()) {
            FolderCopy.make(folder, directory, bytes());
        }
    }

    private Map<Path, byte[]> bytes() {
        Map<Path, byte[]> bytes = new LinkedHashMap<>();
        edits.forEach(edit -> bytes.put(Path.of(edit.file()), edit.after()));
        return bytes;
    }
}
