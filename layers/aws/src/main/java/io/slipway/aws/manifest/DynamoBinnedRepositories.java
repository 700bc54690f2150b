package io.slipway.aws.manifest;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.DynamoDeletions;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.BinnedRepositories;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.EventType;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Marks the items of repositories in the bin, which are kept with all that their images in the bin need.
 */
public final class DynamoBinnedRepositories implements BinnedRepositories {
    private final Table table;
    private final DynamoDeletions deletions;
    private final EventLog events;
    private final Clock clock;

    public DynamoBinnedRepositories(Table table, DynamoDeletions deletions, EventLog events, Clock clock) {
        this.table = table;
        this.deletions = deletions;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public int days(SpaceName space) {
        return TagSettingsItems.read(table.find(TagSettingsItems.key(space))).binDays();
    }

    @Override
    public Optional<Begun> begin(RepositoryName name) {
        Instant now = clock.instant();
        String generation = UUID.randomUUID().toString();
        List<Write> writes = new ArrayList<>(RepositoryItems.leave(name, generation, now));
        writes.add(events.write(EventType.REPOSITORY_DELETED, name.space(), EventLog.detail(name)));
        boolean begun = table.tryWrite(writes);
        return begun
                ? Optional.of(new Begun(generation, Instant.ofEpochMilli(now.toEpochMilli())))
                : RepositoryItems.leaving(table.get(RepositoryItems.key(name)));
    }

    @Override
    public List<Digest> images(RepositoryName name, int limit) {
        return table.range(Range.of(Keys.repository(name)).prefix(Keys.MANIFEST).lacking(ManifestItems.BINNED))
                .limit(limit)
                .map(item -> ManifestItems.digest(item))
                .toList();
    }

    @Override
    public Optional<BinEntry> discard(RepositoryName name, Begun begun, Instant until) {
        // Before the entries of its images, even of one that was deleted in the same millisecond.
        String id = BinItems.id(begun.since().minusMillis(1));
        BinEntry entry = BinEntry.ofRepository(id, name, begun, until);
        boolean binned = table.tryWrite(
                List.of(RepositoryItems.bin(name, begun.generation(), id), Write.put(BinItems.write(entry))));
        return binned ? Optional.of(entry) : Optional.empty();
    }

    @Override
    public boolean restore(BinEntry entry) {
        RepositoryName name = entry.repository();
        Map<String, AttributeValue> item = table.get(RepositoryItems.key(name));
        return RepositoryItems.isBinned(item, entry.id())
                ? table.tryWrite(RepositoryItems.unbin(name, item, entry.id()))
                : RepositoryItems.isOpen(item);
    }

    @Override
    public void reach(BinEntry entry, String last) {
        table.tryWrite(BinItems.reach(entry, last));
    }

    @Override
    public void restored(BinEntry entry) {
        RepositoryName name = entry.repository();
        table.tryWrite(List.of(
                Write.delete(BinItems.key(name.space(), entry.id())).ifExists(),
                events.write(EventType.REPOSITORY_RESTORED, name.space(), EventLog.detail(name))));
    }

    @Override
    public Optional<String> beginForGood(BinEntry entry) {
        return deletions.beginBinned(entry.repository(), entry.id());
    }
}
