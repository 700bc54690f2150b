package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Caches the bytes of manifests that this process served last. They never change for a digest. Callers must check first that the repository has the
 * manifest.
 */
final class RecentManifests {
    /** The most bytes that are kept. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    private final Map<Digest, byte[]> contents = new LinkedHashMap<>(16, 0.75f, true);
    private int bytes;

    synchronized Optional<byte[]> get(Digest digest) {
        return Optional.ofNullable(contents.get(digest));
    }

    synchronized void put(Digest digest, byte[] content) {
        if (contents.putIfAbsent(digest, content) != null) {
            return;
        }
        bytes += content.length;
        Iterator<byte[]> oldest = contents.values().iterator();
        while (bytes > MAX_BYTES) {
            bytes -= oldest.next().length;
            oldest.remove();
        }
    }
}
