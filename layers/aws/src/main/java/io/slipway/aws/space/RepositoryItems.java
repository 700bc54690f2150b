package io.slipway.aws.space;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.tag.TagSettingsItems;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Repository;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.space.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Converts repositories to items: each has an item, a public one another in the list of those, and what was deleted leaves
 * one that tells when.
 */
public final class RepositoryItems {
    /** The moment of the last deletion, in milliseconds since 1970. */
    public static final String CLEARED = "cleared";

    static final String DELETING = "deleting";
    static final String GENERATION = "generation";
    static final String VISIBILITY = "visibility";

    private static final String CREATED = "created";
    private static final String SPACE_GENERATION = "spaceGeneration";

    private RepositoryItems() {}

    /** The key of a repository. */
    public static Map<String, AttributeValue> key(RepositoryName repository) {
        return Table.key(Keys.space(repository.space()), Keys.repositoryInSpace(repository));
    }

    /** The key of what a deletion leaves. */
    public static Map<String, AttributeValue> clearedKey(RepositoryName repository) {
        return Table.key(Keys.space(repository.space()), Keys.cleared(repository));
    }

    static Map<String, AttributeValue> publicKey(RepositoryName repository) {
        return Table.key(Keys.PUBLIC, Keys.publicRepository(repository));
    }

    /** Reads the state that a push needs from the items of the repository, of its space, of the last deletion, and of the space's rules. */
    public static RepositoryState state(
            Optional<Map<String, AttributeValue>> repository,
            Optional<Map<String, AttributeValue>> space,
            Optional<Map<String, AttributeValue>> cleared,
            Optional<Map<String, AttributeValue>> settings) {
        return new RepositoryState(
                repository.isPresent(),
                repository.filter(item -> item.containsKey(DELETING)).isPresent(),
                repository.flatMap(item -> Table.optional(item, GENERATION)).orElse(""),
                cleared.map(item -> Table.number(item, CLEARED)).orElse(0L),
                space.map(SpaceItems::defaultVisibility).orElse(Visibility.PRIVATE),
                TagSettingsItems.read(settings));
    }

    /** Returns the write that makes a push fail if the repository has changed since it was read; it creates the repository if it did not exist. */
    public static List<TransactWriteItem> hold(
            String table, RepositoryName repository, RepositoryState seen, long now) {
        if (seen.there()) {
            return List.of(Table.check(
                    table,
                    key(repository),
                    "generation = :generation AND attribute_not_exists(deleting)",
                    Map.of(":generation", s(seen.generation()))));
        }
        List<TransactWriteItem> writes = new ArrayList<>();
        writes.add(Table.write(Put.builder()
                .tableName(table)
                .item(item(repository, seen.initial(), now))
                .conditionExpression("attribute_not_exists(pk)")
                .build()));
        writes.add(
                seen.cleared() == 0
                        ? Table.check(table, clearedKey(repository), "attribute_not_exists(pk)", Map.of())
                        : Table.check(
                                table,
                                clearedKey(repository),
                                "cleared = :cleared",
                                Map.of(":cleared", n(seen.cleared()))));
        writes.add(Table.write(SpaceItems.count(table, repository.space(), 1)));
        if (seen.initial() == Visibility.PUBLIC) {
            writes.add(Table.put(table, publicKey(repository)));
        }
        return writes;
    }

    private static Map<String, AttributeValue> item(RepositoryName repository, Visibility visibility, long now) {
        var item = new HashMap<>(key(repository));
        item.put(CREATED, n(now));
        item.put(VISIBILITY, s(visibility.word()));
        item.put(GENERATION, s(UUID.randomUUID().toString()));
        if (repository.space().generation() > 0) {
            item.put(SPACE_GENERATION, n(repository.space().generation()));
        }
        return item;
    }

    static Repository read(SpaceName space, Map<String, AttributeValue> item) {
        int generation =
                Math.toIntExact(Table.optionalNumber(item, SPACE_GENERATION).orElse(0L));
        return new Repository(
                new RepositoryName(
                        space.at(generation), Table.string(item, Table.SK).substring(Keys.REPOSITORY.length())),
                Instant.ofEpochSecond(Table.number(item, CREATED)),
                Table.optional(item, VISIBILITY).flatMap(Visibility::named).orElse(Visibility.PRIVATE),
                item.containsKey(DELETING));
    }
}
