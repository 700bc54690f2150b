package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.net.URI;

/** Pushes 1 MiB in one request, and in chunks as older clients do, and pulls it. */
final class InlineLaneCheck implements Check {
    private static final long SIZE = 1L << 20;

    @Override
    public String name() {
        return "inline lane";
    }

    @Override
    public String remedy() {
        return "the log of PushFunction shows the cause";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("inline");
        Payload whole = Payload.ofSize(SIZE);
        Wire.Answer put = site.finish(repository, site.open(repository), whole.digest(), whole.body());
        if (put.status() != 201) {
            return CheckResult.failed("a PUT of 1 MiB must get 201, but got " + put.summary(), remedy());
        }
        site.requirePulled(repository, whole);
        Payload chunked = Payload.ofSize(SIZE);
        URI upload = site.open(repository);
        Wire.Answer patch = site.patch(repository, upload, chunked.body());
        if (patch.status() != 202) {
            return CheckResult.failed("a PATCH of 1 MiB must get 202, but got " + patch.summary(), remedy());
        }
        Wire.Answer end =
                site.finish(repository, site.at(patch.header("Location")), chunked.digest(), Payload.NOTHING.body());
        if (end.status() != 201) {
            return CheckResult.failed("the PUT that ends an upload must get 201, but got " + end.summary(), remedy());
        }
        site.requirePulled(repository, chunked);
        return CheckResult.ok("1 MiB by PUT and by PATCH, pulled again");
    }
}
