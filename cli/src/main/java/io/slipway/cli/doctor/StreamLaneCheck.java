package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;

/** Pushes 5 MiB as one {@code PATCH} without a length, as Docker's classic store, Podman and crane do. */
final class StreamLaneCheck implements Check {
    static final String OFF =
            "the stream lane is off; clients that only use PATCH need it for layers of more than 4 MiB";

    @Override
    public String name() {
        return "stream lane";
    }

    @Override
    public String remedy() {
        return "the stream lane's server must be running and reachable for the distribution: its log shows the cause";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("stream");
        Payload payload = Payload.ofSize(DirectLaneCheck.SMALL);
        Wire.Answer patch = site.patch(repository, site.open(repository), payload.chunkedBody());
        if (isOff(patch)) {
            return CheckResult.skipped(OFF);
        }
        if (patch.status() != 202) {
            return CheckResult.failed("a PATCH without a length must get 202, but got " + patch.summary(), remedy());
        }
        Wire.Answer end =
                site.finish(repository, site.at(patch.header("Location")), payload.digest(), Payload.NOTHING.body());
        if (end.status() != 201) {
            return CheckResult.failed("the PUT that ends an upload must get 201, but got " + end.summary(), remedy());
        }
        site.requirePulled(repository, payload);
        return CheckResult.ok(Sizes.text(payload.size()) + " by PATCH without a length, pulled again");
    }

    static boolean isOff(Wire.Answer answer) {
        return answer.status() == 413
                && answer.json().path("errors").path(0).path("code").asText().equals("UNSUPPORTED");
    }
}
