package io.slipway.aws.usage;

import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Partition;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import io.slipway.core.usage.RepositoryUsage;
import io.slipway.core.usage.Share;
import io.slipway.core.usage.SpaceUsage;
import io.slipway.core.usage.UsageChange;
import io.slipway.core.usage.UsageFold;
import io.slipway.core.usage.Usages;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What spaces hold. The transactions that change it note their changes; counting them is a transaction that removes the notes and writes the sums.
 * The revision of the space's sum orders those that count. Readers add the notes that are not counted yet.
 */
public final class DynamoUsage implements Usages {
    /** A change has 33 blobs at most: with their users, and the repositories of these, it fits into a transaction alone. */
    private static final int PAGE = 20;

    private static final int ATTEMPTS = 5;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoUsage(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
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
            Partition.items(dynamo, table, Keys.usage(space))
                    .filter(item -> Table.string(item, Table.SK).startsWith(Keys.USAGE_OF))
                    .forEach(item -> found.put(
                            Table.string(item, Table.SK).substring(Keys.USAGE_OF.length()),
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

    private interface View<T> {
        T of(Map<String, AttributeValue> total, List<Note> notes);
    }

    /** Reads until nobody counts meanwhile. */
    private <T> T steady(SpaceName space, View<T> view) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Map<String, AttributeValue> total = total(space);
            T seen = view.of(total, notes(space, Integer.MAX_VALUE));
            if (Table.optional(total(space), UsageItems.REVISION).equals(Table.optional(total, UsageItems.REVISION))) {
                return seen;
            }
        }
        throw RegistryException.comeAgain("what the space holds is being counted; try again", 1);
    }

    private Map<String, AttributeValue> total(SpaceName space) {
        return dynamo.getItem(request ->
                        request.tableName(table).key(UsageItems.totalKey(space)).consistentRead(true))
                .item();
    }

    private List<Note> notes(SpaceName space, int limit) {
        return dynamo
                .queryPaginator(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(limit == Integer.MAX_VALUE ? null : limit)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(
                                Map.of(":pk", s(Keys.ledger(space)), ":prefix", s(Keys.changes(space)))))
                .items()
                .stream()
                .limit(limit)
                .map(item -> new Note(
                        Table.key(Table.string(item, Table.PK), Table.string(item, Table.SK)),
                        UsageItems.readChange(space, item)))
                .toList();
    }

    private UsageFold fold(SpaceName space, List<Note> notes) {
        List<UsageChange> changes = notes.stream().map(Note::change).toList();
        Map<Digest, Share> shares = new HashMap<>();
        BatchGet.read(dynamo, table, UsageItems.keys(space, UsageFold.digests(changes)))
                .forEach(item -> shares.put(digest(space, item), UsageItems.readShare(item)));
        return new UsageFold(changes, shares);
    }

    private static Digest digest(SpaceName space, Map<String, AttributeValue> item) {
        return Digest.parse(
                Table.string(item, Table.PK).substring(Keys.blobs(space).length()));
    }

    @Override
    public void count(Instant end) {
        List<Integer> parts =
                new ArrayList<>(IntStream.range(0, Keys.LEDGERS).boxed().toList());
        Collections.shuffle(parts);
        parts.forEach(part -> count(part, end));
    }

    private void count(int part, Instant end) {
        Optional<SpaceName> space = next(part, "");
        while (space.isPresent() && clock.instant().isBefore(end)) {
            if (!countSome(space.get())) {
                space = next(part, Keys.end(Keys.changes(space.get())));
            }
        }
    }

    private Optional<SpaceName> next(int part, String after) {
        return dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(1)
                        .keyConditionExpression(after.isEmpty() ? "pk = :pk" : "pk = :pk AND sk > :after")
                        .expressionAttributeValues(
                                after.isEmpty()
                                        ? Map.of(":pk", s(Keys.ledger(part)))
                                        : Map.of(":pk", s(Keys.ledger(part)), ":after", s(after))))
                .items()
                .stream()
                .map(item -> Table.string(item, Table.SK))
                .map(key -> SpaceName.parseStored(key.substring(0, key.lastIndexOf('#'))))
                .findFirst();
    }

    /** Counts some changes of a space; false where there are none, or another counts at this moment. */
    private boolean countSome(SpaceName space) {
        Map<String, AttributeValue> total = total(space);
        List<Note> notes = notes(space, PAGE);
        if (notes.isEmpty()) {
            return false;
        }
        for (int some = notes.size(); ; some = some / 2) {
            List<TransactWriteItem> writes = writes(space, total, notes.subList(0, some));
            if (writes.size() <= Transactions.MAX_ITEMS) {
                return Transactions.tryWrite(dynamo, writes);
            }
            if (some == 1) {
                throw new IllegalStateException(
                        "a change of usage does not fit into a transaction: " + notes.getFirst());
            }
        }
    }

    private List<TransactWriteItem> writes(SpaceName space, Map<String, AttributeValue> total, List<Note> notes) {
        UsageFold fold = fold(space, notes);
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(sum(space, total, fold));
        notes.forEach(note -> writes.add(Table.delete(table, note.key())));
        fold.shares()
                .forEach((digest, share) -> writes.add(
                        share.isUnused()
                                ? Table.delete(table, UsageItems.shareKey(space, digest))
                                : Table.put(table, UsageItems.share(space, digest, share))));
        Map<String, RepositoryUsage> before = new HashMap<>();
        BatchGet.read(
                        dynamo,
                        table,
                        fold.marks().stream()
                                .map(mark -> UsageItems.repositoryKey(space, mark))
                                .toList())
                .forEach(item -> before.put(
                        Table.string(item, Table.SK).substring(Keys.USAGE_OF.length()),
                        UsageItems.readRepository(item)));
        fold.marks().forEach(mark -> {
            RepositoryUsage usage = fold.repository(mark, before.getOrDefault(mark, RepositoryUsage.NOTHING));
            writes.add(
                    usage.isNothing()
                            ? Table.delete(table, UsageItems.repositoryKey(space, mark))
                            : Table.put(table, UsageItems.repository(space, mark, usage)));
        });
        return writes;
    }

    private TransactWriteItem sum(SpaceName space, Map<String, AttributeValue> total, UsageFold fold) {
        SpaceUsage usage = fold.space(UsageItems.readTotal(total));
        Optional<String> revision = Table.optional(total, UsageItems.REVISION);
        String condition = revision.isPresent() ? "revision = :seen" : "attribute_not_exists(pk)";
        Map<String, AttributeValue> values =
                revision.map(seen -> Map.of(":seen", s(seen))).orElse(Map.of());
        if (usage.equals(SpaceUsage.NOTHING)) {
            return Table.delete(table, UsageItems.totalKey(space), condition, values);
        }
        return Table.write(Put.builder()
                .tableName(table)
                .item(UsageItems.total(space, usage, UUID.randomUUID().toString()))
                .conditionExpression(condition)
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .build());
    }
}
