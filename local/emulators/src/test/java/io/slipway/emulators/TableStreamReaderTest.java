package io.slipway.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableStreamReaderTest {
    private static final String SERVICE = "DynamoDB_20120810.";

    @TempDir
    Path folder;

    @Test
    void changes_are_read_in_order_and_handled_ones_are_not_read_again() throws Exception {
        try (DynamoDbEmulator table = DynamoDbEmulator.start(Optional.of(folder.resolve("dynamodb")))) {
            create(table);
            TableStreamReader reader = reader(table);
            put(table, "1");
            put(table, "2");
            assertThat(read(reader, 2)).containsExactly("1", "2");
            reader.done();
            put(table, "3");
            assertThat(read(reader, 1)).containsExactly("3");
            assertThat(read(reader(table), 1))
                    .as("record 3 was not marked as handled")
                    .containsExactly("3");
        }
        try (DynamoDbEmulator table = DynamoDbEmulator.start(Optional.of(folder.resolve("dynamodb")))) {
            put(table, "4");
            assertThat(read(reader(table), 2)).as("after a restart").containsExactly("3", "4");
        }
    }

    private TableStreamReader reader(DynamoDbEmulator table) throws IOException {
        return new TableStreamReader(table, "events", folder.resolve("position.json"));
    }

    private static List<String> read(TableStreamReader reader, int expected) throws Exception {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < 200 && read.size() < expected; i++) {
            for (JsonNode record : reader.next()) {
                read.add(record.at("/dynamodb/NewImage/pk/S").asText());
            }
            Thread.sleep(10);
        }
        return read;
    }

    private static void create(DynamoDbEmulator table) {
        call(table, "CreateTable", """
                {"TableName":"events","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"pk","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"pk","KeyType":"HASH"}],
                 "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"NEW_IMAGE"}}""");
    }

    private static void put(DynamoDbEmulator table, String key) {
        call(table, "PutItem", "{\"TableName\":\"events\",\"Item\":{\"pk\":{\"S\":\"" + key + "\"}}}");
    }

    private static void call(DynamoDbEmulator table, String operation, String body) {
        JsonService.Answer answer = table.answer(SERVICE + operation, body.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.status())
                .as(new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
    }
}
