package io.slipway.builds.instant;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Caches immutable contents, so that a warm function reads them once, and evicts the least recently used.
 *
 * @param <K> the type of their names
 */
final class Recent<K> {
    private final long most;
    private final int largest;
    private final Map<K, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /**
     * Creates an empty cache.
     *
     * @param most the maximum total size, in bytes
     * @param largest the maximum size of a cached content, in bytes
     */
    Recent(long most, int largest) {
        this.most = most;
        this.largest = largest;
    }

    synchronized Optional<byte[]> find(K name) {
        return Optional.ofNullable(contents.get(name));
    }

    /** Adds a content, unless it is too large, and evicts the least recently used ones. The array must not change afterwards. */
    synchronized void keep(K name, byte[] content) {
        if (content.length > largest) {
            return;
        }
        byte[] before = contents.put(name, content);
        size += content.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = contents.values().iterator();
        while (size > most) {
            size -= oldest.next().length;
            oldest.remove();
        }
    }
}
