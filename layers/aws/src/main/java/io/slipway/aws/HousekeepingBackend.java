package io.slipway.aws;

import io.slipway.aws.housekeeping.AwsGarbage;
import io.slipway.aws.housekeeping.AwsInventory;
import io.slipway.aws.review.DynamoReviews;
import io.slipway.core.housekeeping.Janitor;
import io.slipway.core.housekeeping.Scrub;
import java.time.Duration;
import java.util.function.Consumer;

/** Creates the janitor and the scrub, with their adapters. */
public final class HousekeepingBackend {
    private final Backend backend;

    HousekeepingBackend(Backend backend) {
        this.backend = backend;
    }

    /** Creates the janitor, with the grace time of the environment. */
    public Janitor janitor(Consumer<String> log) {
        Duration grace =
                Duration.ofHours(Long.parseLong(backend.environment().required("SLIPWAY_GARBAGE_GRACE_HOURS")));
        return janitor(grace, log);
    }

    /** Creates the janitor with another grace time, for tests. */
    public Janitor janitor(Duration grace, Consumer<String> log) {
        return new Janitor(reviews(), garbage(), grace, backend.clock(), log);
    }

    DynamoReviews reviews() {
        return new DynamoReviews(backend.table());
    }

    AwsGarbage garbage() {
        return new AwsGarbage(
                backend.table(), backend.s3(), backend.environment().bucket(), backend.clock());
    }

    AwsInventory inventory() {
        return new AwsInventory(
                backend.table(),
                backend.s3(),
                backend.environment().bucket(),
                backend.spaces(),
                backend.repositories());
    }

    /** Creates the comparison of the bucket with the table, with the grace time of the environment. */
    public Scrub scrub() {
        return scrub(Duration.ofHours(Long.parseLong(backend.environment().required("SLIPWAY_GARBAGE_GRACE_HOURS"))));
    }

    /** Creates the comparison with another grace time, for tests. */
    public Scrub scrub(Duration grace) {
        return new Scrub(inventory(), garbage(), backend.manifests(), grace, backend.clock());
    }
}
