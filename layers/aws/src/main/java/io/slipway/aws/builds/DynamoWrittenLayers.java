package io.slipway.aws.builds;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.builds.instant.WrittenLayers;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The layers that builds have written, in DynamoDB. */
public final class DynamoWrittenLayers implements WrittenLayers {
    private static final String DIGEST = "digest";
    private static final String DIFF = "diff";
    private static final String BLOB = "s3Key";
    private static final String SIZE = "size";
    private static final String HOLDER = "holder";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoWrittenLayers(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public Optional<WrittenLayer> find(SpaceName space, String key) {
        var item = dynamo.getItem(request -> request.tableName(table)
                        .key(Table.key(Keys.writtenLayers(space, key), Keys.writtenLayer(key)))
                        .consistentRead(true))
                .item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new WrittenLayer(
                        Digest.parse(Table.string(item, DIGEST)),
                        new StoredBlob(Table.string(item, BLOB), Table.number(item, SIZE)),
                        Digest.parse(Table.string(item, DIFF)),
                        new RepositoryName(space, Table.string(item, HOLDER))));
    }

    @Override
    public void remember(String key, WrittenLayer layer) {
        var item = Table.item(Keys.writtenLayers(layer.holder().space(), key), Keys.writtenLayer(key));
        item.put(DIGEST, s(layer.digest().toString()));
        item.put(DIFF, s(layer.diff().toString()));
        item.put(BLOB, s(layer.blob().key()));
        item.put(SIZE, n(layer.blob().size()));
        item.put(HOLDER, s(layer.holder().path()));
        dynamo.putItem(request -> request.tableName(table).item(item));
    }
}
