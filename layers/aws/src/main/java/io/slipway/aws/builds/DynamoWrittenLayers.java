package io.slipway.aws.builds;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
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
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Stores the layers that builds have written, in DynamoDB. An item links the object to its layer, so that the janitor removes both; the review covers
 * an object that was removed before that item was written.
 */
public final class DynamoWrittenLayers implements WrittenLayers {
    private static final String DIFF = "diff";
    private static final String HOLDER = "holder";

    private final Table table;
    private final Clock clock;

    public DynamoWrittenLayers(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public Map<String, WrittenLayer> findAll(SpaceName space, Collection<String> keys) {
        List<Map<String, AttributeValue>> wanted = keys.stream()
                .distinct()
                .map(key -> Items.key(BuildRecordKeys.writtenLayers(space, key), BuildRecordKeys.writtenLayer(key)))
                .toList();
        Map<String, WrittenLayer> layers = new HashMap<>();
        for (Map<String, AttributeValue> item : table.getAll(wanted)) {
            layers.put(
                    BuildRecordKeys.keyOfWrittenLayer(Items.string(item, Items.SK)),
                    new WrittenLayer(
                            Digest.parse(Items.string(item, Items.DIGEST)),
                            new StoredBlob(Items.string(item, Items.S3_KEY), Items.number(item, Items.SIZE)),
                            Digest.parse(Items.string(item, DIFF)),
                            new RepositoryName(space, Items.string(item, HOLDER))));
        }
        return layers;
    }

    @Override
    public void remember(String key, WrittenLayer layer) {
        var item = Items.item(
                BuildRecordKeys.writtenLayers(layer.holder().space(), key), BuildRecordKeys.writtenLayer(key));
        item.put(Items.DIGEST, s(layer.digest().toString()));
        item.put(DIFF, s(layer.diff().toString()));
        item.put(Items.S3_KEY, s(layer.blob().key()));
        item.put(Items.SIZE, n(layer.blob().size()));
        item.put(HOLDER, s(layer.holder().path()));
        var ofObject = Items.item(
                Keys.blob(layer.holder().space(), layer.digest()),
                Keys.layerOf(layer.blob().key(), key));
        Review review = LinkWrites.object(layer.holder(), layer.digest(), layer.blob());
        table.write(List.of(Write.put(item), Write.put(ofObject), ReviewItems.free(review, clock.instant())));
    }
}
