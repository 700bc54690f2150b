package io.slipway.core.bin;

import io.slipway.core.bin.BinContents.State;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Selects the entries of the bin that can be restored. An entry stays in the bin for its time even if a push brings back what it names: pushes, which are
 * frequent, do not look for entries, and lists of the bin, which are rare, leave out what is there again.
 */
public final class Restorable {
    private Restorable() {}

    /** A tag of a manifest that an entry brings back. */
    private record TagOf(RepositoryName repository, Digest manifest, Tag tag) {}

    /** Selects from these entries, in their order; of several that bring back the same tag of the same manifest, the last. */
    public static List<BinEntry> of(List<BinEntry> entries, BinContents contents) {
        Map<String, State> states = contents.states(entries);
        Set<TagOf> later = new HashSet<>();
        List<BinEntry> found = new ArrayList<>();
        for (BinEntry entry : entries.reversed()) {
            State state = states.getOrDefault(entry.id(), State.NOTHING);
            if (entry.isRestorable(state)
                    && (later.addAll(tags(entry, state)) || entry.tags().isEmpty() || entry.isIn(state))) {
                found.add(entry);
            }
        }
        return found.reversed();
    }

    private static Set<TagOf> tags(BinEntry entry, State state) {
        return entry.tags().stream()
                .filter(tag -> !state.named().contains(tag))
                .map(tag -> new TagOf(entry.repository(), entry.manifest(), tag))
                .collect(Collectors.toSet());
    }
}
