package io.slipway.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a one-machine cloud is started.
 *
 * @param template the template that it reads
 * @param data the folder of its data
 * @param host the address it listens on
 * @param port the port, 0 for any
 * @param publicUrl the address that clients use, where it is another
 * @param stream whether the stream lane is on
 * @param environment the variables of the process: {@code AWS_ENDPOINT_URL} and its forms for DynamoDB, S3 and Secrets Manager
 *     put other emulators in the place of the embedded ones
 */
public record LocalOptions(
        Path template,
        Path data,
        String host,
        int port,
        Optional<String> publicUrl,
        boolean stream,
        Map<String, String> environment) {
    /** The port where nothing else is said. */
    public static final int DEFAULT_PORT = 5000;

    public LocalOptions {
        environment = Map.copyOf(environment);
    }
}
