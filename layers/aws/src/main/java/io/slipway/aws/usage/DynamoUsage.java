package io.slipway.aws.usage;

import static io.slipway.aws.table.Items.s;

import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.UsageKeys;
import io.slipway.aws.table.Write;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.quota.ListUsageDays;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.Share;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.UsageChange;
import io.slipway.core.usage.UsageFold;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the usage of spaces in DynamoDB. Each transaction that changes it adds a note; counting removes notes and writes the sums in one
 * transaction. The revision of the space's sum orders concurrent counts. Readers add the notes that are not counted yet.
 */
public final class DynamoUsage implements Usages {
    /** A change has at most 33 blobs: with their users, and the repositories of these, it fits into one transaction. */
    private static final int PAGE = 20;

    private static final int ATTEMPTS = 5;

    private final Table table;
    private final Clock clock;

    public DynamoUsage(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** A change that was noted. */
    private record Note(Map<String, AttributeValue> key, UsageChange change) {}

    @Override
    public SpaceUsage space(SpaceName space) {
        return steady(space, (total, notes) -> fold(space, notes).space(UsageItems.readTotal(total)));
    }

    @Override
    public Whole whole(SpaceName space) {
        return steady(space, (total, notes) -> {
            Map<String, RepositoryUsage> found = new TreeMap<>();
            table.range(Range.of(UsageKeys.usage(space)))
                    .filter(item -> Items.string(item, Items.SK).startsWith(UsageKeys.REPOSITORY))
                    .forEach(item -> found.put(
                            Items.string(item, Items.SK).substring(UsageKeys.REPOSITORY.length()),
                            UsageItems.readRepository(item)));
            UsageFold fold = fold(space, notes);
            fold.marks()
                    .forEach(mark ->
                            found.put(mark, fold.repository(mark, found.getOrDefault(mark, RepositoryUsage.NOTHING))));
            return new Whole(
                    fold.space(UsageItems.readTotal(total)),
                    found.values().stream().filter(usage -> !usage.isNothing()).toList());
        });
    }

    @Override
    public List<RepositoryUsage> repositories(SpaceName space, Collection<String> paths) {
        List<String> marks = paths.stream().map(Share::mark).distinct().toList();
        return steady(space, (total, notes) -> {
            UsageFold fold = fold(space, notes);
            Map<String, RepositoryUsage> counted = counted(space, marks);
            return marks.stream()
                    .map(mark -> fold.repository(mark, counted.getOrDefault(mark, RepositoryUsage.NOTHING)))
                    .filter(usage -> !usage.isNothing())
                    .toList();
        });
    }

    private Map<String, RepositoryUsage> counted(SpaceName space, Collection<String> marks) {
        Map<String, RepositoryUsage> counted = new HashMap<>();
        table.getAll(marks.stream()
                        .map(mark -> UsageItems.repositoryKey(space, mark))
                        .toList())
                .forEach(item -> counted.put(
                        Items.string(item, Items.SK).substring(UsageKeys.REPOSITORY.length()),
                        UsageItems.readRepository(item)));
        return counted;
    }

    @Override
    public List<Day> days(SpaceName space, LocalDate since) {
        Range days = Range.of(UsageKeys.usage(space)).between(UsageItems.day(since), Keys.end(UsageKeys.DAY));
        return table.range(days).map(UsageItems::readDay).toList();
    }

    private interface View<T> {
        T of(Map<String, AttributeValue> total, List<Note> notes);
    }

    /** Repeats the reads if another request counts at the same time. */
    private <T> T steady(SpaceName space, View<T> view) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, AttributeValue> total = total(space);
            T seen = view.of(total, notes(space, Integer.MAX_VALUE));
            if (Items.optional(total(space), Items.REVISION).equals(Items.optional(total, Items.REVISION))) {
                return seen;
            }
        }
        throw RegistryException.retryAfter("the usage of the space is being counted; try again", 1);
    }

    private Map<String, AttributeValue> total(SpaceName space) {
        return table.get(UsageItems.totalKey(space));
    }

    private List<Note> notes(SpaceName space, int limit) {
        Range changes = Range.of(UsageKeys.ledger(space)).prefix(UsageKeys.changes(space));
        return (limit == Integer.MAX_VALUE ? table.range(changes) : table.first(changes, limit).stream())
                .map(item -> new Note(Items.keyOf(item), UsageItems.readChange(space, item)))
                .toList();
    }

    private UsageFold fold(SpaceName space, List<Note> notes) {
        List<UsageChange> changes = notes.stream().map(Note::change).toList();
        Map<Digest, Share> shares = new HashMap<>();
        table.getAll(UsageItems.keys(space, UsageFold.digests(changes)))
                .forEach(item -> shares.put(digest(space, item), UsageItems.readShare(item)));
        return new UsageFold(changes, shares);
    }

    private static Digest digest(SpaceName space, Map<String, AttributeValue> item) {
        return Digest.parse(
                Items.string(item, Items.PK).substring(Keys.blobs(space).length()));
    }

    @Override
    public void count(Instant end) {
        List<Integer> parts =
                new ArrayList<>(IntStream.range(0, UsageKeys.LEDGERS).boxed().toList());
        Collections.shuffle(parts);
        parts.forEach(part -> count(part, end));
    }

    private void count(int part, Instant end) {
        Optional<SpaceName> space = next(part, "");
        while (space.isPresent() && clock.instant().isBefore(end)) {
            if (!countSome(space.get())) {
                space = next(part, Keys.end(UsageKeys.changes(space.get())));
            }
        }
    }

    private Optional<SpaceName> next(int part, String after) {
        Range ledger = Range.of(UsageKeys.ledger(part)).limit(1);
        return table.page(after.isEmpty() ? ledger : ledger.above(after)).items().stream()
                .map(item -> Items.string(item, Items.SK))
                .map(key -> SpaceName.parseStored(key.substring(0, key.lastIndexOf('#'))))
                .findFirst();
    }

    /** Counts some changes of a space; false if there are none, or another request counts at the same time. */
    private boolean countSome(SpaceName space) {
        Map<String, AttributeValue> total = total(space);
        List<Note> notes = notes(space, PAGE);
        if (notes.isEmpty()) {
            return false;
        }
        for (int some = notes.size(); ; some = some / 2) {
            List<Write> writes = writes(space, total, notes.subList(0, some));
            if (writes.size() <= Table.MAX_WRITES) {
                return table.tryWrite(writes);
            }
            if (some == 1) {
                throw new IllegalStateException(
                        "a change of usage does not fit into a transaction: " + notes.getFirst());
            }
        }
    }

    private List<Write> writes(SpaceName space, Map<String, AttributeValue> total, List<Note> notes) {
        UsageFold fold = fold(space, notes);
        List<Write> writes = new ArrayList<>();
        writes.add(sum(space, total, fold));
        writes.add(Write.put(today(space, fold.space(UsageItems.readTotal(total)))));
        notes.forEach(note -> writes.add(Write.delete(note.key())));
        fold.shares()
                .forEach((digest, share) -> writes.add(
                        share.isUnused()
                                ? Write.delete(UsageItems.shareKey(space, digest))
                                : Write.put(UsageItems.share(space, digest, share))));
        Map<String, RepositoryUsage> before = counted(space, fold.marks());
        fold.marks().forEach(mark -> {
            RepositoryUsage usage = fold.repository(mark, before.getOrDefault(mark, RepositoryUsage.NOTHING));
            writes.add(
                    usage.isNothing()
                            ? Write.delete(UsageItems.repositoryKey(space, mark))
                            : Write.put(UsageItems.repository(space, mark, usage)));
        });
        return writes;
    }

    private Map<String, AttributeValue> today(SpaceName space, SpaceUsage usage) {
        Instant now = clock.instant();
        return UsageItems.day(
                space,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                usage,
                now.plus(Duration.ofDays(ListUsageDays.MAX_DAYS)));
    }

    private Write sum(SpaceName space, Map<String, AttributeValue> total, UsageFold fold) {
        SpaceUsage usage = fold.space(UsageItems.readTotal(total));
        Write write = usage.equals(SpaceUsage.NOTHING)
                ? Write.delete(UsageItems.totalKey(space))
                : Write.put(UsageItems.total(space, usage, UUID.randomUUID().toString()));
        return Items.optional(total, Items.REVISION)
                .map(seen -> write.when(Items.REVISION + " = :seen").with(":seen", s(seen)))
                .orElseGet(write::ifAbsent);
    }
}
