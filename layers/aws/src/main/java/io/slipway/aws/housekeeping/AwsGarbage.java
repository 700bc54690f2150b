package io.slipway.aws.housekeeping;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.blob.DirectKey;
import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.aws.upload.AbandonedUploads;
import io.slipway.aws.upload.S3UploadObjects;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.FirstChunkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads and removes garbage in DynamoDB and S3. All reads are consistent. */
public final class AwsGarbage implements Garbage {
    /** One page: more layers than any object has. */
    private static final int MAX_USERS = 10;

    private static final Map<String, AttributeValue> FIRST_CHUNKS = Table.key(Keys.reviews(0), Keys.FIRST_CHUNKS);
    private static final String DAY = "day";
    private static final String LAST = "last";

    private final DynamoDbClient dynamo;
    private final String table;
    private final S3Client s3;
    private final String bucket;
    private final Clock clock;
    private final LinkWrites writes;
    private final AbandonedUploads uploads;

    public AwsGarbage(DynamoDbClient dynamo, String table, S3Client s3, String bucket, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
        this.clock = clock;
        this.writes = new LinkWrites(table);
        this.uploads = new AbandonedUploads(dynamo, table, s3, bucket);
    }

    @Override
    public BlobLink link(RepositoryName repository, Digest digest) {
        return BlobItems.read(dynamo.getItem(request -> request.tableName(table)
                        .key(BlobItems.linkKey(repository, digest))
                        .consistentRead(true))
                .item());
    }

    @Override
    public boolean isUsed(RepositoryName repository, Digest digest) {
        return Edges.any(dynamo, table, repository, digest);
    }

    @Override
    public void endUse(RepositoryName repository, Digest digest, Digest manifest) {
        Edges.end(dynamo, table, repository, digest, manifest, clock.instant());
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Instant moment) {
        List<TransactWriteItem> all =
                new ArrayList<>(writes.unlink(repository, digest, seen, List.of(), clock.instant()));
        seen.blob()
                .ifPresent(
                        blob -> all.add(ReviewItems.timed(table, LinkWrites.object(repository, digest, blob), moment)));
        return Transactions.tryWrite(dynamo, all);
    }

    @Override
    public void forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen) {
        deleteIf(
                BlobItems.linkKey(repository, digest),
                "attribute_not_exists(" + BlobItems.KEY + ") AND deleted = :seen",
                Map.of(":seen", Table.l(seen.deletedUploads())));
    }

    /** Layers sort before repositories, and an object has one as a rule. */
    @Override
    public Users users(Review.StoredObject object) {
        String layers = Keys.layersOf(object.key());
        List<String> keys = dynamo
                .query(request -> request.tableName(table)
                        .consistentRead(true)
                        .limit(MAX_USERS)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :prefix)")
                        .expressionAttributeValues(Map.of(
                                ":pk", s(Keys.blob(object.space(), object.digest())),
                                ":prefix", s(Keys.blobUsers(object.key())))))
                .items()
                .stream()
                .map(item -> Table.string(item, Table.SK))
                .toList();
        List<String> known = keys.stream()
                .filter(key -> key.startsWith(layers))
                .map(key -> key.substring(layers.length()))
                .toList();
        return new Users(known.size() < keys.size(), known);
    }

    @Override
    public void remove(Review.StoredObject object, List<String> layers) {
        String of = Keys.blob(object.space(), object.digest());
        Map<String, AttributeValue> same = Map.of(":key", s(object.key()));
        for (String layer : layers) {
            deleteIf(
                    Table.key(Keys.writtenLayers(object.space(), layer), Keys.writtenLayer(layer)),
                    BlobItems.KEY + " = :key",
                    same);
            dynamo.deleteItem(request ->
                    request.tableName(table).key(Table.key(of, Keys.layerOf(object.key(), layer))));
        }
        deleteIf(Table.key(of, Keys.ALONE), BlobItems.KEY + " = :key", same);
        s3.deleteObject(request -> request.bucket(bucket).key(object.key()));
    }

    @Override
    public Instant closed(String key) {
        return DirectKey.parse(key).map(direct -> direct.day().closed()).orElse(Instant.MIN);
    }

    @Override
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        return uploads.end(repository, session, now);
    }

    @Override
    public FirstChunks firstChunks() {
        var item = dynamo.getItem(
                        request -> request.tableName(table).key(FIRST_CHUNKS).consistentRead(true))
                .item();
        return new FirstChunks(
                new LandingDay(Table.optionalNumber(item, DAY).orElse(0L)),
                Table.optional(item, LAST).orElse(""));
    }

    @Override
    public void firstChunks(FirstChunks looked) {
        Map<String, AttributeValue> item = new HashMap<>(FIRST_CHUNKS);
        item.put(DAY, n(looked.day().number()));
        item.put(LAST, s(looked.last()));
        dynamo.putItem(request -> request.tableName(table).item(item));
    }

    @Override
    public List<String> firstChunks(String after) {
        return s3
                .listObjectsV2(request ->
                        request.bucket(bucket).prefix(FirstChunkKey.PREFIX).startAfter(after.isEmpty() ? null : after))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public Optional<Review.StoredObject> firstChunk(String key) {
        return FirstChunkKey.parse(key)
                .flatMap(parsed -> new S3UploadObjects(s3, bucket)
                        .first(key)
                        .map(chunk -> new Review.StoredObject(parsed.space(), chunk.digest(), key, chunk.size())));
    }

    @Override
    public void removeMark(String key) {
        s3.deleteObject(request -> request.bucket(bucket).key(key));
    }

    @Override
    public void forgetClearing(RepositoryName repository, long cleared) {
        deleteIf(
                RepositoryItems.clearedKey(repository),
                RepositoryItems.CLEARED + " = :cleared",
                Map.of(":cleared", n(cleared)));
    }

    private void deleteIf(Map<String, AttributeValue> key, String condition, Map<String, AttributeValue> values) {
        // Where the condition fails it is another one by now, or gone.
        ConditionalWrites.tryWrite(() -> dynamo.deleteItem(request ->
                request.tableName(table).key(key).conditionExpression(condition).expressionAttributeValues(values)));
    }
}
