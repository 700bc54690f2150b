package io.slipway.core.memory;

import io.slipway.core.blob.BlobLink;
import io.slipway.core.digest.Digest;
import io.slipway.core.manifest.StoredManifest;
import io.slipway.core.name.Tag;
import io.slipway.core.referrer.Referrer;
import io.slipway.core.tag.TagRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contents of a repository. */
final class Partition {
    /** The maximum number of items that one step of a deletion removes. */
    private static final int STEP = 99;

    final TreeMap<String, TagRecord> tags = new TreeMap<>();
    final Map<Digest, Entry> manifests = new HashMap<>();
    /** The manifests in the bin, by the ids of their entries. */
    final Map<String, Entry> binned = new HashMap<>();

    final Map<Digest, TreeMap<String, Referrer>> referrers = new HashMap<>();
    final Map<Digest, BlobLink> links = new HashMap<>();
    final Map<String, SessionState> uploads = new HashMap<>();

    /** The time of the last push of a manifest. */
    @Nullable
    Instant pushed;

    /** The blob of each upload on the direct lane. */
    final Map<String, Digest> landed = new HashMap<>();

    /** The tags that only one pusher may set. */
    final Map<Tag, String> pins = new HashMap<>();

    /** The last day on which each manifest was pulled. */
    final Map<Digest, LocalDate> pulled = new HashMap<>();

    /**
     * A manifest.
     *
     * @param subject the manifest that it refers to
     * @param uses the blobs and manifests that it names
     * @param pushed the time of its last push
     * @param revision a value that each push replaces
     * @param key the object that has its bytes, if they are too many for an item
     */
    record Entry(
            StoredManifest manifest,
            Optional<Digest> subject,
            Set<Digest> uses,
            Instant pushed,
            String revision,
            Optional<String> key) {
        Entry pushedAt(Instant time) {
            return new Entry(manifest, subject, uses, time, revision, key);
        }
    }

    /** Returns the manifests that use this blob or manifest. */
    Stream<Digest> users(Digest digest) {
        return manifests.values().stream()
                .filter(entry -> entry.uses().contains(digest))
                .map(entry -> entry.manifest().digest());
    }

    /** Returns whether a manifest uses this blob or manifest, even one in the bin. */
    boolean isUsed(Digest digest) {
        return Stream.concat(manifests.values().stream(), binned.values().stream())
                .anyMatch(entry -> entry.uses().contains(digest));
    }

    /** Removes some items: tags before manifests, and manifests before blobs. Returns the links and manifests among them, and their number. */
    Cleared clearSome() {
        int removed = 0;
        Map<Digest, BlobLink> ended = new HashMap<>();
        List<Entry> gone = new ArrayList<>();
        for (Map<?, ?> items :
                new Map<?, ?>[] {tags, uploads, landed, referrers, manifests, binned, pulled, pins, links}) {
            var all = items.entrySet().iterator();
            while (all.hasNext() && removed < STEP) {
                var item = all.next();
                if (item.getKey() instanceof Digest digest && item.getValue() instanceof BlobLink link) {
                    ended.put(digest, link);
                }
                if (item.getValue() instanceof Entry manifest) {
                    gone.add(manifest);
                }
                all.remove();
                removed++;
            }
        }
        return new Cleared(removed, ended, gone);
    }

    /** The number of items that a step has removed, with the links and manifests among them. */
    record Cleared(int items, Map<Digest, BlobLink> links, List<Entry> manifests) {}
}
