package io.slipway.aws.builds;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.BatchGet;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.builds.instant.WrittenLayers;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The layers that builds have written, in DynamoDB. The object of a layer knows of it, so that the janitor removes both; the review is for an object
 * that was removed before that was written.
 */
public final class DynamoWrittenLayers implements WrittenLayers {
    private static final String DIGEST = "digest";
    private static final String DIFF = "diff";
    private static final String BLOB = "s3Key";
    private static final String SIZE = "size";
    private static final String HOLDER = "holder";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;

    public DynamoWrittenLayers(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Map<String, WrittenLayer> findAll(SpaceName space, Collection<String> keys) {
        List<Map<String, AttributeValue>> wanted = keys.stream()
                .distinct()
                .map(key -> Table.key(Keys.writtenLayers(space, key), Keys.writtenLayer(key)))
                .toList();
        Map<String, WrittenLayer> layers = new HashMap<>();
        for (Map<String, AttributeValue> item : BatchGet.read(dynamo, table, wanted)) {
            layers.put(
                    Keys.keyOfWrittenLayer(Table.string(item, Table.SK)),
                    new WrittenLayer(
                            Digest.parse(Table.string(item, DIGEST)),
                            new StoredBlob(Table.string(item, BLOB), Table.number(item, SIZE)),
                            Digest.parse(Table.string(item, DIFF)),
                            new RepositoryName(space, Table.string(item, HOLDER))));
        }
        return layers;
    }

    @Override
    public void remember(String key, WrittenLayer layer) {
        var item = Table.item(Keys.writtenLayers(layer.holder().space(), key), Keys.writtenLayer(key));
        item.put(DIGEST, s(layer.digest().toString()));
        item.put(DIFF, s(layer.diff().toString()));
        item.put(BLOB, s(layer.blob().key()));
        item.put(SIZE, n(layer.blob().size()));
        item.put(HOLDER, s(layer.holder().path()));
        var ofObject = Table.item(
                Keys.blob(layer.holder().space(), layer.digest()),
                Keys.layerOf(layer.blob().key(), key));
        Review review = LinkWrites.object(layer.holder(), layer.digest(), layer.blob());
        Transactions.write(
                dynamo,
                List.of(
                        Table.put(table, item),
                        Table.put(table, ofObject),
                        ReviewItems.free(table, review, clock.instant())));
    }
}
