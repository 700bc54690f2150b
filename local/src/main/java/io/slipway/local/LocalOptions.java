package io.slipway.local;

import io.slipway.local.front.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a one-machine cloud.
 *
 * @param template the template that it reads
 * @param data the folder of its data
 * @param host the address it listens on
 * @param port the port, 0 for any
 * @param publicUrl the address that clients use, if it is another
 * @param stream whether the stream lane is on
 * @param trustBuilds whether the programs of Dockerfiles may do anything on this machine
 * @param rates the most requests of an address and of a token
 * @param parameters values for parameters of the template, beside those that this machine sets itself
 * @param minute the length of a minute in schedules and in the time limits of jobs: shorter to see their effects sooner
 * @param environment the variables of the process: {@code AWS_ENDPOINT_URL} and its forms for DynamoDB, S3 and Secrets Manager replace the
 * embedded emulators
 */
public record LocalOptions(
        Path template,
        Path data,
        String host,
        int port,
        Optional<String> publicUrl,
        boolean stream,
        boolean trustBuilds,
        RateLimits rates,
        Map<String, String> parameters,
        Duration minute,
        Map<String, String> environment) {
    /** The default port. */
    public static final int DEFAULT_PORT = 5000;

    /** As long as it is elsewhere. */
    public static final Duration DEFAULT_MINUTE = Duration.ofMinutes(1);

    public LocalOptions {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** Converts a duration of the template to the local one. */
    Duration lasting(Duration said) {
        return minute.multipliedBy(said.toSeconds()).dividedBy(DEFAULT_MINUTE.toSeconds());
    }
}
