package io.slipway.aws.space;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.space.Space;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** How spaces and repositories stand in the table. */
public final class SpaceItems {
    private static final String NAME = "name";
    private static final String CREATED = "created";
    private static final String SPARSE = "sparse";

    private SpaceItems() {}

    /** The key of a space. */
    public static Map<String, AttributeValue> spaceKey(SpaceName space) {
        return Table.key(Keys.SPACES, Keys.space(space));
    }

    /** The key of a repository. */
    public static Map<String, AttributeValue> repositoryKey(RepositoryName repository) {
        return Table.key(Keys.space(repository.space()), Keys.repositoryInSpace(repository));
    }

    /** Notes that the repository exists; many first pushes at once all may. */
    public static Update repositoryAppears(String table, RepositoryName repository, long now) {
        return Update.builder()
                .tableName(table)
                .key(repositoryKey(repository))
                .updateExpression("SET created = if_not_exists(created, :now)")
                .expressionAttributeValues(Map.of(":now", n(now)))
                .build();
    }

    static Map<String, AttributeValue> space(Space space) {
        var item = Table.item(Keys.SPACES, Keys.space(space.name()));
        item.put(NAME, s(space.name().value()));
        item.put(CREATED, n(space.created().getEpochSecond()));
        item.put(SPARSE, AttributeValue.fromBool(space.sparse()));
        return item;
    }

    static Space read(Map<String, AttributeValue> item) {
        return new Space(
                new SpaceName(Table.string(item, NAME)),
                Instant.ofEpochSecond(Table.number(item, CREATED)),
                isSparse(item));
    }

    /** Whether manifests of this space may name blobs that their repository does not have. */
    public static boolean isSparse(Map<String, AttributeValue> item) {
        return item.containsKey(SPARSE) && item.get(SPARSE).bool();
    }
}
