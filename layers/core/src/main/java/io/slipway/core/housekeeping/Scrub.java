package io.slipway.core.housekeeping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.blob.DirectKey;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
import io.slipway.core.manifest.Manifests;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Compares the whole bucket with the whole table: finds objects to which no item refers, and items whose object is missing. The janitor follows what was
 * written and finds neither; interrupted requests, restored backups and defects leave them.
 *
 * <p>It lists a window of objects and reads all references for it, in steps that another process can continue. A mount can move a reference past the
 * current position: before an object counts as an orphan, its users are looked up by the digest of its bytes.
 */
public final class Scrub {
    /** The most objects of a window: for each window all references are read once. */
    public static final int MAX_WINDOW = 100_000;

    /** The time, in addition to the grace time, for which objects are ignored: longer than any upload takes until it is linked. */
    public static final Duration YOUNG = Duration.ofDays(7);

    /** The time after which the schedule begins another scrub. */
    public static final Duration PERIOD = Duration.ofDays(30);

    /** The author of deletions in the audit trail. */
    private static final String AUTHOR = "scrub";

    private final Inventory inventory;
    private final Garbage garbage;
    private final Manifests manifests;
    private final Duration grace;
    private final Clock clock;

    public Scrub(Inventory inventory, Garbage garbage, Manifests manifests, Duration grace, Clock clock) {
        this.inventory = inventory;
        this.garbage = garbage;
        this.manifests = manifests;
        this.grace = grace;
        this.clock = clock;
    }

    /**
     * Continues the last scrub, or begins another one if that is complete or of the other kind.
     *
     * @param mend whether findings are mended: objects are reviewed, links and manifests without their objects are removed
     * @param end the time at which to stop even if it is not complete
     * @return the findings so far
     */
    public ObjectNode run(boolean mend, Instant end) {
        return go(last().filter(state -> state.mend == mend && !state.complete).orElseGet(() -> begin(mend)), end);
    }

    /**
     * Does a part of the monthly scrub, which mends nothing.
     *
     * @return the findings, if the scrub is complete with this part
     */
    public Optional<ObjectNode> runMonthly(Instant end) {
        Optional<ScrubState> last = last();
        Instant due = clock.instant().minus(PERIOD);
        if (last.filter(state -> state.complete && state.started.isAfter(due)).isPresent()) {
            return Optional.empty();
        }
        ScrubState state = last.filter(it -> !it.complete).orElseGet(() -> begin(false));
        ObjectNode report = go(state, end);
        return state.complete ? Optional.of(report) : Optional.empty();
    }

    private Optional<ScrubState> last() {
        return inventory.load().map(ScrubState::read);
    }

    private ScrubState begin(boolean mend) {
        return new ScrubState(mend, clock.instant());
    }

    private ObjectNode go(ScrubState state, Instant end) {
        while (!state.complete && clock.instant().isBefore(end)) {
            if (!state.listed) {
                list(state);
            } else if (!state.referred) {
                refer(state);
            } else if (!state.open.isEmpty()) {
                judge(state, state.open.removeFirst());
            } else if (!state.suspects.isEmpty()) {
                judge(state, state.suspects.removeFirst());
            } else {
                state.advance();
            }
        }
        inventory.save(state.write());
        return state.report();
    }

    /** Lists one page of the window. */
    private void list(ScrubState state) {
        String from = state.window.isEmpty() ? state.after : state.window.lastKey();
        List<Inventory.StoredKey> page = inventory.objects(state.kind, from);
        Instant old = clock.instant().minus(grace).minus(YOUNG);
        for (Inventory.StoredKey object : page) {
            state.window.put(object.key(), object.size());
            if (object.written().isBefore(old)) {
                state.open.add(object.key());
            }
        }
        state.count("objects", page.size());
        state.last = page.isEmpty();
        state.listed = state.last || state.window.size() >= MAX_WINDOW;
    }

    /** Reads one page of references. */
    private void refer(ScrubState state) {
        Inventory.References page = inventory.references(state.kind, state.position);
        for (Inventory.Reference reference : page.references()) {
            String key = reference.key();
            boolean inside =
                    key.compareTo(state.after) > 0 && (state.last || key.compareTo(state.window.lastKey()) <= 0);
            state.open.remove(key);
            if (inside) {
                state.count("references", 1);
                if (!state.window.containsKey(key)) {
                    state.suspects.add(reference);
                }
            }
        }
        state.position = page.next().orElse("");
        state.referred = page.next().isEmpty();
    }

    private void judge(ScrubState state, String key) {
        long size = state.window.getOrDefault(key, 0L);
        Optional<SpaceName> space = ObjectKeys.spaceOf(key);
        List<Digest> digests = space.isPresent() ? digests(key) : List.of();
        boolean used = digests.stream()
                .anyMatch(digest -> garbage.users(new Review.StoredObject(space.orElseThrow(), digest, key, size))
                        .linked());
        if (used || (space.isPresent() && digests.isEmpty())) {
            return;
        }
        state.count("orphans", 1);
        state.count("orphanBytes", size);
        state.found(JsonNodeFactory.instance
                .objectNode()
                .put("what", "an object to which no item refers")
                .put("key", key)
                .put("size", size));
        if (state.mend && space.isPresent()) {
            // A presigned URL of it may still be in use.
            Instant moment = clock.instant().plus(Janitor.OBJECT_DELAY);
            inventory.review(new Review.StoredObject(space.get(), digests.getFirst(), key, size), moment);
            state.count("mended", 1);
        }
    }

    /** Reads all bytes of an object, unless its key has the digest. */
    private List<Digest> digests(String key) {
        return DirectKey.parse(key).map(direct -> List.of(direct.digest())).orElseGet(() -> inventory.digests(key));
    }

    private void judge(ScrubState state, Inventory.Reference reference) {
        if (!inventory.isBroken(reference)) {
            return;
        }
        boolean blob = reference.kind() == Inventory.Kind.BLOBS;
        state.count("missing", 1);
        state.found(JsonNodeFactory.instance
                .objectNode()
                .put("what", (blob ? "a blob" : "a manifest") + " whose object is missing")
                .put("key", reference.key())
                .put("repository", reference.repository().familiar())
                .put("digest", reference.digest().toString()));
        if (!state.mend) {
            return;
        }
        if (blob) {
            garbage.unlink(
                    reference.repository(),
                    reference.digest(),
                    garbage.link(reference.repository(), reference.digest()),
                    clock.instant());
        } else {
            Actor.as(AUTHOR, () -> manifests.delete(reference.repository(), reference.digest()));
        }
        state.count("mended", 1);
    }
}
