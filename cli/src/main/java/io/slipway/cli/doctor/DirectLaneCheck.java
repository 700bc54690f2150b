package io.slipway.cli.doctor;

import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.time.Duration;

/** Pushes a blob on the direct lane, where S3 verifies it, and pulls it. */
final class DirectLaneCheck implements Check {
    static final long SMALL = 5L << 20;

    private final String name;
    private final long size;

    DirectLaneCheck(String name, long size) {
        this.name = name;
        this.size = size;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String remedy() {
        return "the distribution must send a PUT of more than 4 MiB to the bucket: compare its behaviours with"
                + " template.yaml";
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        RepositoryName repository = site.repository("direct");
        Payload payload = Payload.ofSize(size);
        long begin = System.nanoTime();
        Wire.Answer answer = site.finish(repository, site.open(repository), payload.digest(), payload.body());
        Duration pushed = Duration.ofNanos(System.nanoTime() - begin);
        if (answer.status() != 201) {
            return CheckResult.failed(
                    "a PUT of " + Sizes.text(size) + " must get 201, but got " + answer.summary(),
                    remedy(answer.status()));
        }
        begin = System.nanoTime();
        site.requirePulled(repository, payload);
        Duration pulled = Duration.ofNanos(System.nanoTime() - begin);
        return CheckResult.ok(
                Sizes.text(size) + " pushed in " + Sizes.seconds(pushed) + ", pulled in " + Sizes.seconds(pulled));
    }

    private String remedy(int status) {
        return switch (status) {
            case 200 ->
                "the edge function must change S3's 200 to 201: clients that insist on 201 can use the stream lane;"
                        + " report this";
            case 400 ->
                "the edge function does not accept the registry's tickets: put the value of the stack's secret"
                        + " TicketKey into the key ticket-key of the store in the output EdgeStoreArn";
            case 403 -> "S3 does not accept CloudFront's signature: deploy the stack with UploadsSignedBy=identity";
            case 413 -> "CloudFront accepts no body of this size: push larger layers on the stream lane";
            case 503 -> "the edge function failed: the stack's KeyValueStore must have the key ticket-key";
            default -> remedy();
        };
    }
}
