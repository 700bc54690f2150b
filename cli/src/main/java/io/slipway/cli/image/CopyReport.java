package io.slipway.cli.image;

import io.slipway.cli.progress.ConsoleProgress;
import io.slipway.client.Progress;
import io.slipway.client.RemoteRepository;
import io.slipway.client.image.RepositoryCopier;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.Tag;
import java.io.PrintWriter;

/** Shows the progress of a copy of all images: references on standard output, everything else on standard error. */
final class CopyReport {
    private final PrintWriter out;
    private final PrintWriter err;
    private final String host;
    private int repositories;
    private int copied;
    private int present;
    private int failed;

    CopyReport(PrintWriter out, PrintWriter err, String host) {
        this.out = out;
        this.err = err;
        this.host = host;
    }

    Progress progress() {
        return new ConsoleProgress(err);
    }

    /** Reports that the copy of a repository begins. */
    void begins(String name, int of) {
        repositories++;
        err.println("repository " + repositories + " of " + of + ": " + name);
        err.flush();
    }

    /** Reports that an image, or a whole repository, was not copied. */
    void failed(String name, String reason) {
        failed++;
        err.println(name + ": failed: " + reason);
        err.flush();
    }

    /** Receives the results of one repository. */
    RepositoryCopier.Results into(RemoteRepository repository) {
        return new RepositoryCopier.Results() {
            @Override
            public void copied(Tag tag, Digest digest) {
                copied++;
                tell(tag, digest, "copied");
            }

            @Override
            public void present(Tag tag, Digest digest) {
                present++;
                tell(tag, digest, "there already");
            }

            @Override
            public void failed(Tag tag, String reason) {
                CopyReport.this.failed(repository + ":" + tag, reason);
            }

            private void tell(Tag tag, Digest digest, String result) {
                out.println(host + "/" + repository + ":" + tag + "@" + digest);
                out.flush();
                err.println(repository + ":" + tag + ": " + result);
                err.flush();
            }
        };
    }

    /** Prints the totals, and returns the exit code. */
    int end() {
        err.println("images: " + copied + " copied, " + present + " there already, " + failed + " failed");
        err.flush();
        return failed == 0 ? 0 : 1;
    }
}
