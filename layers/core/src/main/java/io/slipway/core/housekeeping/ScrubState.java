package io.slipway.core.housekeeping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeMap;

/** The progress and the findings of a scrub. It is stored as JSON, so that another process can continue. */
final class ScrubState {
    /** The maximum number of findings that are listed; all are counted. */
    static final int MAX_FINDINGS = 1_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    final boolean mend;
    final Instant started;
    boolean complete;

    /** The kind of the objects in this window. */
    Inventory.Kind kind = Inventory.Kind.BLOBS;

    /** The last key of the windows that are done. */
    String after = "";

    /** The objects after it, by their keys, each with its size; references to all of them were found, except to {@link #open}. */
    final TreeMap<String, Long> window = new TreeMap<>();

    /** The objects to which no reference was found so far, and that are old enough to be orphans. */
    final SequencedSet<String> open = new LinkedHashSet<>();

    /** The hashes of the first of these objects, if a part of it was read. */
    Optional<ObjectHash> hash = Optional.empty();

    /** References to objects that should be in the window and are not. */
    final List<Inventory.Reference> suspects = new ArrayList<>();

    /** The state of the listing: whether the window is complete, and whether it ends with the last object of its kind. */
    boolean listed;

    boolean last;

    /** The position among references, and whether all were read. */
    String position = "";

    boolean referred;

    final Map<String, Long> counts = new LinkedHashMap<>();
    final ArrayNode findings = JsonNodeFactory.instance.arrayNode();

    ScrubState(boolean mend, Instant started) {
        this.mend = mend;
        this.started = started;
        for (String count : List.of("objects", "references", "orphans", "orphanBytes", "missing", "mended")) {
            counts.put(count, 0L);
        }
    }

    void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void found(ObjectNode finding) {
        if (findings.size() < MAX_FINDINGS) {
            findings.add(finding);
        }
    }

    /** Begins the next window, after this one. */
    void advance() {
        after = last || window.isEmpty() ? "" : window.lastKey();
        if (last) {
            complete = kind == Inventory.Kind.MANIFESTS;
            kind = Inventory.Kind.MANIFESTS;
        }
        window.clear();
        open.clear();
        hash = Optional.empty();
        suspects.clear();
        listed = false;
        last = false;
        position = "";
        referred = false;
    }

    /** Writes the findings. */
    ObjectNode report() {
        ObjectNode report = JsonNodeFactory.instance
                .objectNode()
                .put("started", started.toString())
                .put("mend", mend)
                .put("complete", complete);
        counts.forEach(report::put);
        report.set("findings", findings);
        return report;
    }

    byte[] write() {
        ObjectNode all = report().put("kind", kind.name()).put("after", after).put("position", position);
        all.put("listed", listed).put("last", last).put("referred", referred);
        hash.ifPresent(it -> all.set("hash", it.write()));
        ArrayNode objects = all.putArray("window");
        window.forEach((key, size) ->
                objects.addObject().put("key", key).put("size", size).put("open", open.contains(key)));
        ArrayNode references = all.putArray("suspects");
        suspects.forEach(it -> references
                .addObject()
                .put("repository", it.repository().stored())
                .put("digest", it.digest().toString())
                .put("key", it.key()));
        return all.toString().getBytes(StandardCharsets.UTF_8);
    }

    static ScrubState read(byte[] written) {
        JsonNode all = parse(written);
        ScrubState state = new ScrubState(
                all.path("mend").asBoolean(), Instant.parse(all.path("started").asText()));
        state.complete = all.path("complete").asBoolean();
        state.kind = Inventory.Kind.valueOf(all.path("kind").asText());
        state.after = all.path("after").asText();
        state.position = all.path("position").asText();
        state.listed = all.path("listed").asBoolean();
        state.last = all.path("last").asBoolean();
        state.referred = all.path("referred").asBoolean();
        state.counts.replaceAll((name, none) -> all.path(name).asLong());
        all.path("findings").forEach(state.findings::add);
        for (JsonNode object : all.path("window")) {
            String key = object.path("key").asText();
            state.window.put(key, object.path("size").asLong());
            if (object.path("open").asBoolean()) {
                state.open.add(key);
            }
        }
        state.hash = Optional.of(all.path("hash")).filter(JsonNode::isObject).map(ObjectHash::read);
        for (JsonNode reference : all.path("suspects")) {
            state.suspects.add(new Inventory.Reference(
                    state.kind,
                    RepositoryName.parseStored(reference.path("repository").asText()),
                    Digest.parse(reference.path("digest").asText()),
                    reference.path("key").asText()));
        }
        return state;
    }

    private static JsonNode parse(byte[] written) {
        try {
            return JSON.readTree(written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
