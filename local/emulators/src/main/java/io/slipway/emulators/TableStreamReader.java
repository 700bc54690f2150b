package io.slipway.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the stream of a table (Amazon DynamoDB Streams API), shard after shard, and keeps its position in a file: records that were written
 * but not handled before a stop are read after the next start.
 */
public final class TableStreamReader {
    private static final String SERVICE = "DynamoDBStreams_20120810.";
    private static final int LIMIT = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The number of reads between two searches for new shards. */
    private static final int LOOK = 50;

    private final JsonService service;
    private final String table;
    private final Path file;

    /** The last handled record of each shard. */
    private final Map<String, String> handled = new LinkedHashMap<>();

    private final Map<String, String> read = new LinkedHashMap<>();
    private final Map<String, String> iterators = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();
    private String stream = "";
    private int reads;

    /**
     * @param file the file with the position up to which the stream was handled
     */
    public TableStreamReader(JsonService service, String table, Path file) throws IOException {
        this.service = service;
        this.table = table;
        this.file = file;
        if (Files.exists(file)) {
            JSON.readTree(file.toFile())
                    .properties()
                    .forEach(shard ->
                            handled.put(shard.getKey(), shard.getValue().asText()));
        }
    }

    /** Returns the next records, in order; empty if there are none yet. */
    public List<JsonNode> next() throws IOException {
        if (reads++ % LOOK == 0 || iterators.isEmpty()) {
            lookForShards();
        }
        List<JsonNode> records = new ArrayList<>();
        for (Map.Entry<String, String> open : List.copyOf(iterators.entrySet())) {
            ObjectNode request = JSON.createObjectNode()
                    .put("ShardIterator", open.getValue())
                    .put("Limit", LIMIT);
            Optional<JsonNode> answer = call("GetRecords", request);
            JsonNode next = answer.map(it -> it.path("NextShardIterator")).orElse(JSON.nullNode());
            answer.ifPresent(it -> it.path("Records").forEach(record -> {
                records.add(record);
                read.put(
                        open.getKey(),
                        record.path("dynamodb").path("SequenceNumber").asText());
            }));
            if (answer.isPresent() && !next.isTextual()) {
                iterators.remove(open.getKey());
            } else if (answer.isPresent()) {
                iterators.put(open.getKey(), next.asText());
            } else {
                // The iterator has expired.
                iterators.remove(open.getKey());
                known.remove(open.getKey());
            }
        }
        return records;
    }

    /** Records that the returned records are handled. */
    public void done() throws IOException {
        if (read.isEmpty()) {
            return;
        }
        handled.putAll(read);
        read.clear();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        JSON.writeValue(fresh.toFile(), handled);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void lookForShards() throws IOException {
        if (stream.isEmpty()) {
            stream = call("ListStreams", JSON.createObjectNode().put("TableName", table))
                    .map(answer ->
                            answer.path("Streams").path(0).path("StreamArn").asText())
                    .orElse("");
        }
        if (stream.isEmpty()) {
            return;
        }
        JsonNode shards = call("DescribeStream", JSON.createObjectNode().put("StreamArn", stream))
                .map(answer -> answer.path("StreamDescription").path("Shards"))
                .orElse(JSON.createArrayNode());
        Set<String> there = new HashSet<>();
        for (JsonNode shard : shards) {
            String id = shard.path("ShardId").asText();
            there.add(id);
            if (known.add(id)) {
                iterator(id).ifPresent(iterator -> iterators.put(id, iterator));
            }
        }
        handled.keySet().retainAll(there);
    }

    private Optional<String> iterator(String shard) throws IOException {
        ObjectNode request = JSON.createObjectNode().put("StreamArn", stream).put("ShardId", shard);
        String last = handled.get(shard);
        Optional<JsonNode> answer = last == null
                ? Optional.empty()
                : call(
                        "GetShardIterator",
                        request.deepCopy()
                                .put("ShardIteratorType", "AFTER_SEQUENCE_NUMBER")
                                .put("SequenceNumber", last));
        if (answer.isEmpty()) {
            answer = call("GetShardIterator", request.put("ShardIteratorType", "TRIM_HORIZON"));
        }
        return answer.map(it -> it.path("ShardIterator").asText());
    }

    /** Returns the response; empty if the service rejects the call. */
    private Optional<JsonNode> call(String operation, ObjectNode request) throws IOException {
        JsonService.Answer answer = service.answer(SERVICE + operation, JSON.writeValueAsBytes(request));
        return answer.status() == 200 ? Optional.of(JSON.readTree(answer.body())) : Optional.empty();
    }
}
