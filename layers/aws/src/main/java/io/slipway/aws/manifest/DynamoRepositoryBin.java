package io.slipway.aws.manifest;

import io.slipway.aws.event.EventLog;
import io.slipway.aws.space.DynamoDeletions;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.space.TagSettingsItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.bin.RepositoryBin;
import io.slipway.core.digest.Digest;
import io.slipway.core.event.Actor;
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
 * Stores repositories in the bin. Their items are kept, with a mark, and so is everything that their images in the bin need. The id of a repository's
 * entry begins with the time at which its deletion began, as those of its images begin with later ones.
 */
public final class DynamoRepositoryBin implements RepositoryBin {
    private static final int SOME = 25;
    private static final int PAGE = 1_000;

    private final Table table;
    private final DynamoBin bin;
    private final DynamoDeletions deletions;
    private final EventLog events;
    private final Clock clock;

    public DynamoRepositoryBin(Table table, DynamoBin bin, DynamoDeletions deletions, EventLog events, Clock clock) {
        this.table = table;
        this.bin = bin;
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
    public int discardSome(RepositoryName name, Instant until) {
        List<Digest> some = table.range(
                        Range.of(Keys.repository(name)).prefix(Keys.MANIFEST).lacking(ManifestItems.BINNED))
                .limit(SOME)
                .map(item -> Digest.parse(Items.string(item, Items.SK).substring(Keys.MANIFEST.length())))
                .toList();
        some.forEach(digest -> discard(name, digest, until));
        return some.size();
    }

    private void discard(RepositoryName name, Digest digest, Instant until) {
        Bin.SeenManifest seen = bin.look(name, digest);
        seen.more().forEach(tag -> bin.discard(name, tag, digest, until));
        seen.manifest().ifPresent(manifest -> bin.discard(name, manifest, until));
    }

    @Override
    public boolean finish(RepositoryName name, Begun begun, Instant until) {
        String id =
                Keys.moment(begun.since()) + "-" + UUID.randomUUID().toString().substring(0, 13);
        BinEntry entry = new BinEntry(
                id, BinEntry.Kind.REPOSITORY, name, Optional.empty(), List.of(), Actor.current(), begun.since(), until);
        return table.tryWrite(
                List.of(RepositoryItems.bin(name, begun.generation(), id), Write.put(BinItems.write(entry))));
    }

    @Override
    public Restored restore(BinEntry entry, Instant end) {
        RepositoryName name = entry.repository();
        Map<String, AttributeValue> item = table.get(RepositoryItems.key(name));
        if (RepositoryItems.isBinned(item, entry.id())) {
            if (!table.tryWrite(RepositoryItems.unbin(name, item, entry.id()))) {
                return Restored.NOT;
            }
        } else if (!RepositoryItems.isOpen(item)) {
            return Restored.NOT;
        }
        String after = entry.id();
        List<BinEntry> page;
        do {
            page = bin.list(name.space(), after, PAGE);
            for (BinEntry image : page) {
                if (!image.repository().equals(name) || image.kind() == BinEntry.Kind.REPOSITORY) {
                    continue;
                }
                if (!clock.instant().isBefore(end)) {
                    return Restored.PARTLY;
                }
                bin.restore(image);
            }
            after = page.isEmpty() ? "" : page.getLast().id();
        } while (page.size() == PAGE);
        table.tryWrite(List.of(
                Write.delete(BinItems.key(name.space(), entry.id())).ifExists(),
                events.write(EventType.REPOSITORY_RESTORED, name.space(), EventLog.detail(name))));
        return Restored.WHOLE;
    }

    @Override
    public boolean empty(BinEntry entry, Instant end) {
        RepositoryName name = entry.repository();
        // If it is not in the bin any more, the generation is that of a deletion in progress, or missing.
        Optional<String> generation = deletions.beginBinned(name, entry.id());
        boolean leaves =
                RepositoryItems.leaving(table.get(RepositoryItems.key(name))).isPresent();
        if (leaves && generation.isPresent()) {
            while (deletions.clearSome(name, generation.get()) > 0) {
                if (!clock.instant().isBefore(end)) {
                    return false;
                }
            }
            deletions.finish(name, generation.get());
        }
        table.delete(BinItems.key(name.space(), entry.id()));
        return true;
    }
}
