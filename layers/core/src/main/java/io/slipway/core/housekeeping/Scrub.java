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

    /** The most bytes of an object that are read at once; the position is kept for the next read. */
    public static final int MAX_PART = 8 * 1024 * 1024;

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
                examine(state, state.open.getFirst());
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

    /** Reads one part of an object to which no reference was found, and judges it after the last part. */
    private void examine(ScrubState state, String key) {
        Optional<SpaceName> space = ObjectKeys.spaceOf(key);
        Optional<List<Digest>> digests = space.isPresent() ? digests(state, key) : Optional.of(List.of());
        if (digests.isPresent()) {
            state.open.remove(key);
            state.hash = Optional.empty();
            judge(state, key, space, digests.get());
        }
    }

    private void judge(ScrubState state, String key, Optional<SpaceName> space, List<Digest> digests) {
        long size = state.window.getOrDefault(key, 0L);
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

    /** Returns the digests of an object, none if it was removed or written again; empty while there is more of it to read. */
    private Optional<List<Digest>> digests(ScrubState state, String key) {
        Optional<DirectKey> direct = DirectKey.parse(key);
        if (direct.isPresent()) {
            return Optional.of(List.of(direct.get().digest()));
        }
        ObjectHash hash = state.hash.filter(it -> it.isOf(key)).orElseGet(() -> ObjectHash.begin(key));
        long left = state.window.getOrDefault(key, 0L) - hash.position();
        if (left > 0) {
            Optional<Inventory.Part> part =
                    inventory.read(key, hash.position(), (int) Math.min(left, MAX_PART), hash.version());
            if (part.isEmpty()) {
                return Optional.of(List.of());
            }
            hash.add(part.get());
            state.hash = Optional.of(hash);
            left -= part.get().bytes().length;
        }
        return left > 0 ? Optional.empty() : Optional.of(hash.digests());
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
