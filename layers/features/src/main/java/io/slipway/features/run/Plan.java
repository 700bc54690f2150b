package io.slipway.features.run;

import io.slipway.features.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run would do to a folder. It is done by {@link #write} or {@link #copyTo}, once. */
public final class Plan {
    private final Path folder;
    private final Report report;
    private final List<Edit> edits;
    private final Secrets secrets;
    private final Flow flow;

    Plan(Path folder, Report report, List<Edit> edits, Secrets secrets, Flow flow) {
        this.folder = folder;
        this.report = report;
        this.edits = List.copyOf(edits);
        this.secrets = secrets;
        this.flow = flow;
    }

    /** What was replaced and found. */
    public Report report() {
        return report;
    }

    /** The files whose bytes would differ, sorted; none if the run failed. */
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
     * @throws IOException if the files cannot be written; then the folder is as it was
     */
    public void write() throws IOException {
        Transaction.write(folder, bytes());
    }

    /**
     * Leaves the folder alone and makes a copy with the changes.
     *
     * @param directory where: it must not exist, or be empty, and lie outside the folder
     * @throws IOException if the copy cannot be made; then there is no copy
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
