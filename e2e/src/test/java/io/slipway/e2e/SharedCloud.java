package io.slipway.e2e;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.JsonServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives every test of a process the same cloud, which is started with the first and ended after the last. Its table is in memory, because on disk each
 * write waits for the disk. Tests about restarts and crashes have clouds of their own.
 */
final class SharedCloud implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedCloud.class);

    /** Returns the classes that use it in a whole run. */
    static Set<String> allUsers() throws IOException {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Cloud.root().resolve("e2e/src/test/java/io/slipway/e2e"))) {
            for (Path source :
                    sources.filter(it -> it.toString().endsWith("Test.java")).toList()) {
                if (Files.readString(source).contains("\n@ExtendWith(SharedCloud.class)")) {
                    all.add(source.getFileName().toString().replace(".java", ""));
                }
            }
        }
        return all;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Cloud.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Accesses.noteUser(context.getRequiredTestClass().getSimpleName());
        return context.getStore(ExtensionContext.StoreScope.LAUNCHER_SESSION, NAMESPACE)
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
            return new Running(table, server, Cloud.startForMany(account, data));
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
