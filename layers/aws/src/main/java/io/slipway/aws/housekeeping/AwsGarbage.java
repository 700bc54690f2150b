package io.slipway.aws.housekeeping;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.space.RepositoryItems;
import io.slipway.aws.table.BuildRecordKeys;
import io.slipway.aws.table.Edges;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Keys;
import io.slipway.aws.table.Range;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.aws.upload.AbandonedUploads;
import io.slipway.aws.upload.S3UploadObjects;
import io.slipway.core.blob.BlobLink;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.digest.Digest;
import io.slipway.core.housekeeping.Garbage;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.FirstChunk;
import io.slipway.core.upload.FirstChunkKey;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads and removes garbage in DynamoDB and S3. All reads are consistent. */
public final class AwsGarbage implements Garbage {
    /** One page, which is more than the layers of any object. */
    private static final int MAX_USERS = 10;

    private static final Map<String, AttributeValue> FIRST_CHUNKS = Items.key(Keys.reviews(0), Keys.FIRST_CHUNKS);
    private static final String DAY = "day";
    private static final String LAST = "last";

    private final Table table;
    private final Supplier<S3Client> s3;
    private final String bucket;
    private final Clock clock;
    private final AbandonedUploads uploads;

    public AwsGarbage(Table table, Supplier<S3Client> s3, String bucket, Clock clock) {
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
        this.clock = clock;
        this.uploads = new AbandonedUploads(table, s3, bucket);
    }

    @Override
    public BlobLink link(RepositoryName repository, Digest digest) {
        return BlobItems.read(table.get(BlobItems.linkKey(repository, digest)));
    }

    @Override
    public boolean isUsed(RepositoryName repository, Digest digest) {
        return Edges.any(table, repository, digest);
    }

    @Override
    public void endUse(RepositoryName repository, Digest digest, Digest manifest) {
        Edges.end(table, repository, digest, manifest, clock.instant());
    }

    @Override
    public boolean unlink(RepositoryName repository, Digest digest, BlobLink seen, Instant moment) {
        List<Write> all = new ArrayList<>(LinkWrites.unlink(repository, digest, seen, List.of(), clock.instant()));
        seen.blob().ifPresent(blob -> all.add(ReviewItems.timed(LinkWrites.object(repository, digest, blob), moment)));
        return table.tryWrite(all);
    }

    @Override
    public void forgetDeletions(RepositoryName repository, Digest digest, BlobLink seen) {
        table.tryWrite(LinkWrites.forgetDeletions(repository, digest, seen));
    }

    /** Layers sort before repositories; most objects hold at most one layer. */
    @Override
    public Users users(Review.StoredObject object) {
        String layers = Keys.layersOf(object.key());
        Range users = Range.of(Keys.blob(object.space(), object.digest()))
                .prefix(Keys.blobUsers(object.key()))
                .limit(MAX_USERS);
        List<String> keys = table.page(users).items().stream()
                .map(item -> Items.string(item, Items.SK))
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
        for (String layer : layers) {
            deleteIfOf(
                    object,
                    Items.key(
                            BuildRecordKeys.writtenLayers(object.space(), layer), BuildRecordKeys.writtenLayer(layer)));
            table.delete(Items.key(of, Keys.layerOf(object.key(), layer)));
        }
        deleteIfOf(object, Items.key(of, Keys.ALONE));
        s3.get().deleteObject(request -> request.bucket(bucket).key(object.key()));
    }

    @Override
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        return uploads.end(repository, session, now);
    }

    @Override
    public FirstChunks firstChunks() {
        var item = table.get(FIRST_CHUNKS);
        return new FirstChunks(
                new LandingDay(Items.optionalNumber(item, DAY).orElse(0L)),
                Items.optional(item, LAST).orElse(""));
    }

    @Override
    public void firstChunks(FirstChunks position) {
        Map<String, AttributeValue> item = new HashMap<>(FIRST_CHUNKS);
        item.put(DAY, n(position.day().number()));
        item.put(LAST, s(position.last()));
        table.put(item);
    }

    @Override
    public List<String> firstChunks(String after) {
        return s3
                .get()
                .listObjectsV2(request ->
                        request.bucket(bucket).prefix(FirstChunkKey.PREFIX).startAfter(after.isEmpty() ? null : after))
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    @Override
    public Optional<Review.StoredObject> firstChunk(String key) {
        Optional<FirstChunk> chunk = new S3UploadObjects(s3, bucket).first(key);
        if (chunk.isEmpty() && !isMark(key)) {
            throw new IllegalStateException("the first chunk " + key + " must be readable, but is not");
        }
        return FirstChunkKey.parse(key)
                .flatMap(parsed ->
                        chunk.map(it -> new Review.StoredObject(parsed.space(), it.digest(), key, it.size())));
    }

    /** Returns whether an object is a mark, which is empty. An object that cannot be read is kept. */
    private boolean isMark(String key) {
        return s3
                .get()
                .listObjectsV2(request -> request.bucket(bucket).prefix(key).maxKeys(1))
                .contents()
                .stream()
                .noneMatch(object -> object.key().equals(key) && object.size() > 0);
    }

    @Override
    public void removeMark(String key) {
        s3.get().deleteObject(request -> request.bucket(bucket).key(key));
    }

    @Override
    public void forgetClearing(RepositoryName repository, long cleared) {
        // If the condition does not hold, the repository was deleted again.
        table.tryWrite(Write.delete(RepositoryItems.clearedKey(repository))
                .when(Items.CLEARED + " = :cleared")
                .with(":cleared", n(cleared)));
    }

    private void deleteIfOf(Review.StoredObject object, Map<String, AttributeValue> key) {
        // If the condition does not hold, the item names another object now, or is gone.
        table.tryWrite(Write.delete(key).when(Items.S3_KEY + " = :key").with(":key", s(object.key())));
    }
}
