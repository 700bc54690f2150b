package io.slipway.aws.upload;

import static io.slipway.aws.table.Table.n;
import static io.slipway.aws.table.Table.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.ConditionalWrites;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Transactions;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.RegistryException;
import io.slipway.core.housekeeping.Review;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.upload.ClaimResult;
import io.slipway.core.upload.UploadSession;
import io.slipway.core.upload.Uploads;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Upload sessions in DynamoDB: every step is one conditional write. */
public final class DynamoUploads implements Uploads {
    private static final int ATTEMPTS = 4;

    private final DynamoDbClient dynamo;
    private final String table;
    private final Clock clock;
    private final LinkWrites links;

    public DynamoUploads(DynamoDbClient dynamo, String table, Clock clock) {
        this.dynamo = dynamo;
        this.table = table;
        this.clock = clock;
        this.links = new LinkWrites(table);
    }

    @Override
    public ClaimResult claim(RepositoryName repository, String session, OptionalLong offset) {
        return offset.equals(OptionalLong.of(0))
                ? begin(repository, session).orElseGet(() -> claimAgain(repository, session, offset))
                : claimAgain(repository, session, offset);
    }

    /** Stores a session that is not there yet, with the review that ends it if nobody else does. */
    private Optional<ClaimResult> begin(RepositoryName repository, String session) {
        Instant now = clock.instant();
        String claim = UUID.randomUUID().toString();
        var item = UploadItems.begun(
                repository,
                session,
                claim,
                now.plus(CLAIM_LIFE).getEpochSecond(),
                now.plus(IDLE_LIFE).getEpochSecond());
        Put put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        return Transactions.tryWrite(
                        dynamo,
                        List.of(
                                Table.write(put),
                                ReviewItems.timed(table, new Review.Session(repository, session), now.plus(IDLE_LIFE))))
                ? Optional.of(new ClaimResult.Claimed(UploadItems.read(session, item)))
                : Optional.empty();
    }

    private ClaimResult claimAgain(RepositoryName repository, String session, OptionalLong offset) {
        long now = now();
        String open =
                "uploadState = :open AND expires > :now" + " AND (attribute_not_exists(claim) OR claimExpires <= :now)";
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":open", s(EndedUploads.OPEN));
        values.put(":now", n(now));
        values.put(":claim", s(UUID.randomUUID().toString()));
        values.put(":claimExpires", n(now + CLAIM_LIFE.toSeconds()));
        values.put(":expires", n(now + IDLE_LIFE.toSeconds()));
        values.put(":zero", n(0));
        String condition;
        if (offset.isEmpty()) {
            condition = "attribute_not_exists(pk) OR (" + open + ")";
        } else {
            values.put(":offset", n(offset.getAsLong()));
            condition = (offset.getAsLong() == 0 ? "attribute_not_exists(pk) OR " : "") + "(uploadOffset = :offset AND "
                    + open + ")";
        }
        try {
            var item = dynamo.updateItem(request -> request.tableName(table)
                            .key(EndedUploads.key(repository, session))
                            .conditionExpression(condition)
                            .updateExpression(
                                    "SET uploadState = :open, uploadOffset = if_not_exists(uploadOffset, :zero),"
                                            + " claim = :claim, claimExpires = :claimExpires, expires = :expires")
                            .expressionAttributeValues(values)
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                    .attributes();
            return new ClaimResult.Claimed(UploadItems.read(session, item));
        } catch (ConditionalCheckFailedException e) {
            return obstacle(e.item(), now);
        }
    }

    /** A session that is not stored has no byte, whatever its ticket says. */
    private static ClaimResult obstacle(Map<String, AttributeValue> item, long now) {
        if (item.isEmpty()) {
            return new ClaimResult.Elsewhere(0);
        }
        return UploadItems.isOpen(item, now)
                ? new ClaimResult.Elsewhere(Table.number(item, EndedUploads.OFFSET))
                : new ClaimResult.Gone(Table.optional(item, EndedUploads.DIGEST).map(Digest::parse));
    }

    @Override
    public boolean renew(RepositoryName repository, UploadSession session) {
        long until = now() + CLAIM_LIFE.toSeconds();
        return ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(EndedUploads.key(repository, session.id()))
                .conditionExpression("claim = :claim")
                .updateExpression("SET claimExpires = :until")
                .expressionAttributeValues(Map.of(":claim", s(session.claim()), ":until", n(until)))));
    }

    @Override
    public boolean advance(RepositoryName repository, UploadSession session) {
        var item = UploadItems.open(repository, session, now() + IDLE_LIFE.toSeconds());
        return ConditionalWrites.tryWrite(() -> dynamo.putItem(request -> request.tableName(table)
                .item(item)
                .conditionExpression("claim = :claim")
                .expressionAttributeValues(Map.of(":claim", s(session.claim())))));
    }

    @Override
    public void release(RepositoryName repository, UploadSession session) {
        // If the condition does not hold, another request has claimed the session.
        ConditionalWrites.tryWrite(() -> dynamo.updateItem(request -> request.tableName(table)
                .key(EndedUploads.key(repository, session.id()))
                .conditionExpression("claim = :claim")
                .updateExpression("REMOVE claim, claimExpires")
                .expressionAttributeValues(Map.of(":claim", s(session.claim())))));
    }

    @Override
    public Optional<Long> offset(RepositoryName repository, String session) {
        var item = dynamo.getItem(request -> request.tableName(table)
                        .key(EndedUploads.key(repository, session))
                        .consistentRead(true))
                .item();
        if (item.isEmpty()) {
            return Optional.of(0L);
        }
        return UploadItems.isOpen(item, now())
                ? Optional.of(Table.number(item, EndedUploads.OFFSET))
                : Optional.empty();
    }

    @Override
    public Optional<UploadSession> cancel(RepositoryName repository, String session) {
        long now = now();
        try {
            var old = dynamo.updateItem(request -> request.tableName(table)
                            .key(EndedUploads.key(repository, session))
                            .conditionExpression("attribute_not_exists(pk) OR (uploadState = :open AND expires > :now)")
                            .updateExpression(
                                    "SET uploadState = :cancelled, expires = :expires REMOVE claim, claimExpires")
                            .expressionAttributeValues(Map.of(
                                    ":open", s(EndedUploads.OPEN),
                                    ":cancelled", s(UploadItems.CANCELLED),
                                    ":now", n(now),
                                    ":expires", n(now + IDLE_LIFE.toSeconds())))
                            .returnValues(ReturnValue.ALL_OLD))
                    .attributes();
            return Optional.of(UploadItems.read(session, old));
        } catch (ConditionalCheckFailedException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean finish(RepositoryName repository, UploadSession session, Digest digest, StoredBlob blob) {
        Put upload = EndedUploads.finished(
                        table, repository, session.id(), digest, clock.instant().plus(IDLE_LIFE))
                .conditionExpression("claim = :claim")
                .expressionAttributeValues(Map.of(":claim", s(session.claim())))
                .build();
        return write(upload, repository, digest, blob).isEmpty();
    }

    /** The bytes stay where the chunk's day finds them, if they are not linked. */
    @Override
    public Optional<ClaimResult> finishWithFirst(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        Put upload = EndedUploads.finishedWithFirst(
                table, repository, session, digest, clock.instant().plus(IDLE_LIFE));
        return write(upload, repository, digest, blob).map(item -> obstacle(item, now()));
    }

    @Override
    public Optional<ClaimResult> finishAtOnce(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        Put upload = EndedUploads.finishedAtOnce(
                table, repository, session, digest, clock.instant().plus(IDLE_LIFE));
        Optional<ClaimResult> obstacle = write(upload, repository, digest, blob).map(item -> obstacle(item, now()));
        // The bytes of a session that another write has moved on have no owner.
        obstacle.ifPresent(it -> review(repository, digest, blob));
        return obstacle;
    }

    /**
     * Writes the link with the end of the session; answers the session's item where its condition failed. Where the repository is linked to other
     * bytes of the digest, it keeps those.
     */
    private Optional<Map<String, AttributeValue>> write(
            Put upload, RepositoryName repository, Digest digest, StoredBlob blob) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var refusal =
                    Transactions.refusal(dynamo, with(upload, links.link(repository, digest, blob, clock.instant())));
            if (refusal.isEmpty() || isOfUpload(refusal.get())) {
                return refusal.map(it -> it.getFirst().item());
            }
            StoredBlob there = BlobItems.stored(refusal.get().get(1).item());
            refusal = Transactions.refusal(
                    dynamo, with(upload, links.keep(repository, digest, there, spare(blob, there), clock.instant())));
            if (refusal.isEmpty() || isOfUpload(refusal.get())) {
                return refusal.map(it -> it.getFirst().item());
            }
        }
        throw RegistryException.comeAgain("another client changed the blob at the same time; try again", 1);
    }

    /** The bytes that the repository does not need, as it keeps others. */
    private static Optional<StoredBlob> spare(StoredBlob blob, StoredBlob there) {
        return blob.key().equals(there.key()) ? Optional.empty() : Optional.of(blob);
    }

    private static boolean isOfUpload(List<CancellationReason> reasons) {
        return Transactions.CONDITION.equals(reasons.getFirst().code());
    }

    private void review(RepositoryName repository, Digest digest, StoredBlob blob) {
        var item = ReviewItems.freeItem(LinkWrites.object(repository, digest, blob), clock.instant());
        dynamo.putItem(request -> request.tableName(table).item(item));
    }

    private static List<TransactWriteItem> with(Put upload, List<TransactWriteItem> writes) {
        List<TransactWriteItem> all = new ArrayList<>(List.of(Table.write(upload)));
        all.addAll(writes);
        return all;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
