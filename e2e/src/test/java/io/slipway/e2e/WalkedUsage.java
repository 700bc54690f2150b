package io.slipway.e2e;

import io.slipway.core.usage.Amount;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.SpaceUsage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The usage of the default space and its repositories, computed by a walk over all items. */
final class WalkedUsage {
    private static final String REPOSITORY = "REPO#default/";

    private final Map<String, Map<String, Long>> blobs = new TreeMap<>();
    private final Map<String, Amount> manifests = new TreeMap<>();
    private final Map<String, Set<String>> users = new HashMap<>();

    WalkedUsage(List<Map<String, AttributeValue>> items) {
        for (Map<String, AttributeValue> item : items) {
            String pk = text(item, "pk");
            String sk = text(item, "sk");
            if (pk.startsWith(REPOSITORY)) {
                String path = pk.substring(REPOSITORY.length());
                if (sk.startsWith("BLOB#") && item.containsKey("s3Key")) {
                    blobs.computeIfAbsent(path, any -> new TreeMap<>()).put(sk, size(item));
                    users.computeIfAbsent(sk, any -> new HashSet<>()).add(path);
                } else if (sk.startsWith("MANIFEST#")) {
                    manifests.merge(path, new Amount(1, size(item)), Amount::plus);
                }
            }
        }
    }

    List<RepositoryUsage> repositories() {
        Set<String> paths = new HashSet<>(blobs.keySet());
        paths.addAll(manifests.keySet());
        return paths.stream()
                .map(path -> new RepositoryUsage(
                        path,
                        of(path, 1, Integer.MAX_VALUE),
                        of(path, 1, 1),
                        manifests.getOrDefault(path, Amount.NONE),
                        Optional.empty()))
                .toList();
    }

    SpaceUsage space() {
        Map<String, Long> sizes = new HashMap<>();
        blobs.values().forEach(sizes::putAll);
        Amount all = Amount.NONE;
        Amount shared = Amount.NONE;
        for (Map.Entry<String, Long> blob : sizes.entrySet()) {
            Amount one = new Amount(1, blob.getValue());
            all = all.plus(one);
            shared = users.getOrDefault(blob.getKey(), Set.of()).size() > 1 ? shared.plus(one) : shared;
        }
        Amount linked = blobs.keySet().stream()
                .map(path -> of(path, 1, Integer.MAX_VALUE))
                .reduce(Amount.NONE, Amount::plus);
        return new SpaceUsage(all, shared, linked, manifests.values().stream().reduce(Amount.NONE, Amount::plus));
    }

    /** Returns the blobs of a repository that are in at least and at most so many repositories. */
    private Amount of(String path, int least, int most) {
        return blobs.getOrDefault(path, Map.of()).entrySet().stream()
                .filter(blob -> {
                    int count = users.getOrDefault(blob.getKey(), Set.of()).size();
                    return count >= least && count <= most;
                })
                .map(blob -> new Amount(1, blob.getValue()))
                .reduce(Amount.NONE, Amount::plus);
    }

    private static long size(Map<String, AttributeValue> item) {
        AttributeValue size = item.get("size");
        return size == null ? 0 : Long.parseLong(size.n());
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null || value.s() == null ? "" : value.s();
    }
}
