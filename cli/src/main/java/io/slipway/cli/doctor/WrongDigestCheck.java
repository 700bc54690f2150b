package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;

/** Pushes a body that does not match its digest on one lane: it must be rejected, and nothing of it may be served. */
final class WrongDigestCheck implements Check {
    private static final long INLINE_SIZE = 1024;

    private final Lane lane;

    /** The lanes of an upload. */
    enum Lane {
        INLINE,
        DIRECT,
        STREAM
    }

    WrongDigestCheck(Lane lane) {
        this.lane = lane;
    }

    @Override
    public String name() {
        return "wrong digest, " + lane.name().toLowerCase(Locale.ROOT) + " lane";
    }

    @Override
    public String remedy() {
        return "do not use this registry before it rejects wrong bytes; report this";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("wrong");
        long size = lane == Lane.INLINE ? INLINE_SIZE : DirectLaneCheck.SMALL;
        Payload sent = Payload.ofSize(size);
        Payload named = Payload.ofSize(size);
        URI upload = site.open(repository);
        Wire.Answer answer;
        if (lane == Lane.STREAM) {
            Wire.Answer patch = site.patch(repository, upload, sent.chunkedBody());
            if (StreamLaneCheck.isOff(patch)) {
                return CheckResult.skipped(StreamLaneCheck.OFF);
            }
            answer = patch.status() == 202
                    ? site.finish(repository, site.at(patch.header("Location")), named.digest(), Payload.NOTHING.body())
                    : patch;
        } else {
            answer = site.finish(repository, upload, named.digest(), sent.body());
        }
        Wire.Answer head = site.wire()
                .send(site.to(repository, site.at(repository, "blobs/" + named.digest()))
                        .method("HEAD", BodyPublishers.noBody()));
        if (head.status() != 404) {
            return CheckResult.failed(
                    "a blob with wrong bytes must not exist, but a HEAD got " + head.summary(), remedy());
        }
        if (answer.status() != 400) {
            return CheckResult.failed(
                    "wrong bytes must be rejected with 400, but got " + answer.summary(),
                    lane == Lane.DIRECT
                            ? "the registry still verifies the bytes before it serves them, but clients learn late:"
                                    + " deploy the stack with UploadsSignedBy=identity"
                            : remedy());
        }
        return CheckResult.ok("400, and the digest stays unknown");
    }
}
