package io.slipway.e2e;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.JsonServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test the same cloud, which is started with the first and ended after the last. Its table lies in memory: on disk each write waits
 * for the disk, which tests about restarts and crashes do with clouds of their own.
 */
final class SharedCloud implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCloud.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cloud.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Running.class, key -> Running.start(), Running.class)
                .cloud();
    }

    private record Running(DynamoDbEmulator table, JsonServer server, Cloud cloud) implements AutoCloseable {
        static Running start() {
            DynamoDbEmulator table = DynamoDbEmulator.start(Optional.empty());
            JsonServer server = JsonServer.start(table);
            Map<String, String> account = Map.of(
                    "AWS_ENDPOINT_URL_DYNAMODB", server.uri().toString(),
                    "AWS_ACCESS_KEY_ID", "slipway",
                    "AWS_SECRET_ACCESS_KEY", "secret-of-the-tests");
            Path data = Cloud.root().resolve("e2e/target/cloud-" + System.nanoTime());
            return new Running(table, server, Cloud.startWith(account, data));
        }

        @Override
        public void close() {
            cloud.close();
            server.close();
            table.close();
        }
    }

    static Path temporary(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
