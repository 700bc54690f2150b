package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;

/**
 * Requires that S3's event links a direct upload. Only after that does a mount without a source repository find the
 * blob, because it does not read the uploading repository.
 */
final class UploadEventCheck implements Check {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Override
    public String name() {
        return "S3 event";
    }

    @Override
    public String remedy() {
        return "pushes work without the event, but unused uploads are not recorded: see the log of LandedFunction and"
                + " the queue in the stack's output FailedEventsQueue";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName from = site.repository("event/from");
        RepositoryName to = site.repository("event/to");
        Payload payload = Payload.ofSize(DirectLaneCheck.SMALL);
        Wire.Answer put = site.finish(from, site.open(from), payload.digest(), payload.body());
        if (put.status() != 201) {
            return CheckResult.skipped("the direct lane does not accept a blob");
        }
        Instant begin = Instant.now();
        while (Duration.between(begin, Instant.now()).compareTo(PATIENCE) < 0) {
            Wire.Answer mount = site.wire()
                    .send(site.to(to, site.at(to, "blobs/uploads/?mount=" + payload.digest()))
                            .POST(BodyPublishers.noBody()));
            if (mount.status() == 201) {
                return CheckResult.ok("the event linked a direct upload after "
                        + Sizes.seconds(Duration.between(begin, Instant.now())));
            }
            site.pause(PAUSE);
        }
        return CheckResult.failed("no event linked a direct upload within " + PATIENCE.toSeconds() + " s", remedy());
    }
}
