package io.slipway.e2e;

import io.slipway.emulators.DynamoDbEmulator;
import io.slipway.emulators.JsonServer;
import java.util.Map;
import java.util.Optional;

/**
 * A table in the memory of this process, for a cloud in another: DynamoDB Local takes half of a cloud's start, but
 * already runs here. With a table in a file, each write would also wait for the disk.
 */
record MemoryTable(DynamoDbEmulator emulator, JsonServer server) implements AutoCloseable {
    static MemoryTable start() {
        DynamoDbEmulator emulator = DynamoDbEmulator.start(Optional.empty());
        return new MemoryTable(emulator, JsonServer.start(emulator));
    }

    /** Returns the environment variables that connect a cloud to the table. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", server.uri().toString(),
                "AWS_ACCESS_KEY_ID", "slipway",
                "AWS_SECRET_ACCESS_KEY", "secret-of-the-tests");
    }

    @Override
    public void close() {
        server.close();
        emulator.close();
    }
}
