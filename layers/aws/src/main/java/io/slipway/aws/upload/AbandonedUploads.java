package io.slipway.aws.upload;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Table;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.UploadSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Ends upload sessions that nobody has continued, and removes what they have stored. */
public final class AbandonedUploads {
    private final DynamoDbClient dynamo;
    private final String table;
    private final S3Client s3;
    private final String bucket;
    private final S3UploadObjects objects;

    public AbandonedUploads(DynamoDbClient dynamo, String table, S3Client s3, String bucket) {
        this.dynamo = dynamo;
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
        this.objects = new S3UploadObjects(s3, bucket);
    }

    /** Ends a session whose time is over; answers until when it is not. */
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        Map<String, AttributeValue> key = EndedUploads.key(repository, session);
        var item = dynamo.getItem(request -> request.tableName(table).key(key).consistentRead(true))
                .item();
        if (!item.isEmpty()) {
            Instant until = Instant.ofEpochSecond(Math.max(
                    Table.number(item, Table.EXPIRES),
                    Table.optionalNumber(item, UploadItems.CLAIM_EXPIRES).orElse(0L)));
            if (!now.isAfter(until)) {
                return Optional.of(until.plusSeconds(1));
            }
            boolean open = Table.optional(item, EndedUploads.STATE).equals(Optional.of(EndedUploads.OPEN));
            if (open && !close(key, item)) {
                return Optional.of(now);
            }
            if (open) {
                // Nothing that a session makes is linked before it is finished, and from here on it cannot be.
                UploadSession seen = UploadItems.read(session, item);
                String whole = UploadObjects.key(repository, session);
                seen.multipart().ifPresent(multipart -> objects.abort(whole, multipart));
                objects.deleteTail(whole);
            }
        }
        deleteChunks(session);
        dynamo.deleteItem(request -> request.tableName(table).key(key));
        return Optional.empty();
    }

    private boolean close(Map<String, AttributeValue> key, Map<String, AttributeValue> seen) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":cancelled", s(UploadItems.CANCELLED));
        values.put(":open", s(EndedUploads.OPEN));
        values.put(":expires", n(Table.number(seen, Table.EXPIRES)));
        return ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(key)
                .updateExpression("SET uploadState = :cancelled REMOVE claim, claimExpires")
                .conditionExpression("uploadState = :open AND expires = :expires")
                .expressionAttributeValues(values)));
    }

    /** A request that died may have left bytes of which its session does not know. */
    private void deleteChunks(String session) {
        s3.listObjectsV2(request -> request.bucket(bucket).prefix("chunks/" + session + "/"))
                .contents()
                .forEach(object -> objects.deleteTail(object.key()));
    }
}
