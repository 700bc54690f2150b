package io.slipway.local;

import io.slipway.local.front.RateLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a one-machine cloud.
 *
 * @param template the template of the stack
 * @param data the data folder
 * @param host the address to listen on
 * @param port the port, 0 for any
 * @param publicUrl the URL that clients use, if it differs
 * @param stream whether the stream lane is on
 * @param trustBuilds whether the programs of Dockerfiles may do anything on this machine
 * @param rates the limits of requests by address and by token
 * @param parameters values for parameters of the template, in addition to those set here
 * @param minute the length of a minute in schedules and in the time limits of jobs: shorter to see their effects sooner
 * @param environment the variables of the process: {@code AWS_ENDPOINT_URL} and its forms for DynamoDB, S3 and Secrets Manager replace the embedded emulators
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

    /** The default length of a minute: a minute. */
    public static final Duration DEFAULT_MINUTE = Duration.ofMinutes(1);

    public LocalOptions {
        parameters = Map.copyOf(parameters);
        environment = Map.copyOf(environment);
    }

    /** Scales a duration of the template by the length of a minute here. */
    Duration lasting(Duration said) {
        return minute.multipliedBy(said.toSeconds()).dividedBy(DEFAULT_MINUTE.toSeconds());
    }
}
