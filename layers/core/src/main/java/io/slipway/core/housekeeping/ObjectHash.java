package io.slipway.core.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.digest.ResumableHash;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The hashes of an object of which a part was read, by each algorithm. They are stored as JSON, so that another process can continue. */
final class ObjectHash {
    private final String key;
    private final Map<DigestAlgorithm, ResumableHash> hashes = new EnumMap<>(DigestAlgorithm.class);
    private long position;
    private Optional<String> version = Optional.empty();

    private ObjectHash(String key) {
        this.key = key;
    }

    static ObjectHash begin(String key) {
        ObjectHash hash = new ObjectHash(key);
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            hash.hashes.put(algorithm, ResumableHash.begin(algorithm));
        }
        return hash;
    }

    boolean isOf(String object) {
        return key.equals(object);
    }

    /** Returns the number of bytes that were read. */
    long position() {
        return position;
    }

    /** Returns the version of the object that is being read; empty before the first part. */
    Optional<String> version() {
        return version;
    }

    void add(Inventory.Part part) {
        hashes.values().forEach(hash -> hash.update(part.bytes(), 0, part.bytes().length));
        position += part.bytes().length;
        version = Optional.of(part.version());
    }

    /** Returns the digests of all bytes. Ends this object. */
    List<Digest> digests() {
        return hashes.entrySet().stream()
                .map(hash -> Digest.ofHash(hash.getKey(), hash.getValue().digest()))
                .toList();
    }

    ObjectNode write() {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("key", key)
                .put("position", position)
                .put("version", version.orElse(null));
        ObjectNode states = node.putObject("hashes");
        hashes.forEach((algorithm, hash) ->
                states.put(algorithm.prefix(), Base64.getEncoder().encodeToString(hash.state())));
        return node;
    }

    static ObjectHash read(JsonNode node) {
        ObjectHash hash = new ObjectHash(node.path("key").asText());
        hash.position = node.path("position").asLong();
        hash.version = Optional.ofNullable(node.path("version").textValue());
        node.path("hashes").properties().forEach(state -> {
            DigestAlgorithm algorithm = DigestAlgorithm.named(state.getKey());
            byte[] encoded = Base64.getDecoder().decode(state.getValue().asText());
            hash.hashes.put(algorithm, ResumableHash.resume(algorithm, encoded));
        });
        return hash;
    }
}
