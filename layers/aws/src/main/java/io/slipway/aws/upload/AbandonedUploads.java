package io.slipway.aws.upload;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.UploadObjects;
import io.slipway.core.upload.UploadSession;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Ends abandoned upload sessions, and removes their objects. */
public final class AbandonedUploads {
    private final Table table;
    private final Supplier<S3Client> s3;
    private final String bucket;
    private final S3UploadObjects objects;

    public AbandonedUploads(Table table, Supplier<S3Client> s3, String bucket) {
        this.table = table;
        this.s3 = s3;
        this.bucket = bucket;
        this.objects = new S3UploadObjects(s3, bucket);
    }

    /** Ends a session that has expired; otherwise returns the time at which it expires. */
    public Optional<Instant> end(RepositoryName repository, String session, Instant now) {
        Map<String, AttributeValue> key = EndedUploads.key(repository, session);
        var item = table.get(key);
        if (!item.isEmpty()) {
            Instant until = Instant.ofEpochSecond(Math.max(
                    Items.number(item, Items.EXPIRES),
                    Items.optionalNumber(item, UploadItems.CLAIM_EXPIRES).orElse(0L)));
            if (!now.isAfter(until)) {
                return Optional.of(until.plusSeconds(1));
            }
            boolean open = Items.optional(item, EndedUploads.STATE).equals(Optional.of(EndedUploads.OPEN));
            if (open && !close(key, item)) {
                return Optional.of(now);
            }
            if (open) {
                // Objects of a session are linked when it finishes, and this one cannot finish any more.
                UploadSession seen = UploadItems.read(session, item);
                String whole = UploadObjects.key(repository, session);
                seen.multipart().ifPresent(multipart -> objects.abort(whole, multipart));
                objects.deleteTail(whole);
            }
        }
        deleteChunks(session);
        table.delete(key);
        return Optional.empty();
    }

    private boolean close(Map<String, AttributeValue> key, Map<String, AttributeValue> seen) {
        return table.tryWrite(
                Write.update(key, "SET " + EndedUploads.STATE + " = :cancelled " + UploadItems.REMOVE_CLAIM)
                        .when(EndedUploads.STATE + " = :open AND " + Items.EXPIRES + " = :expires")
                        .with(":cancelled", s(UploadItems.CANCELLED))
                        .with(":open", s(EndedUploads.OPEN))
                        .with(":expires", n(Items.number(seen, Items.EXPIRES))));
    }

    /** Deletes the chunks of requests that died before they had written the session. */
    private void deleteChunks(String session) {
        s3.get()
                .listObjectsV2(request -> request.bucket(bucket).prefix("chunks/" + session + "/"))
                .contents()
                .forEach(object -> objects.deleteTail(object.key()));
    }
}
