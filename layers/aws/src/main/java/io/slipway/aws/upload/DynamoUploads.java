package io.slipway.aws.upload;

import static io.slipway.aws.table.Items.n;
import static io.slipway.aws.table.Items.s;

import io.slipway.aws.blob.BlobItems;
import io.slipway.aws.blob.EndedUploads;
import io.slipway.aws.blob.LinkWrites;
import io.slipway.aws.review.ReviewItems;
import io.slipway.aws.table.Items;
import io.slipway.aws.table.Table;
import io.slipway.aws.table.Write;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Stores upload sessions in DynamoDB: every step is one conditional write. */
public final class DynamoUploads implements Uploads {
    private static final int ATTEMPTS = 4;

    private static final String STILL_OPEN = EndedUploads.STATE + " = :open AND " + Items.EXPIRES + " > :now";

    private final Table table;
    private final Clock clock;

    public DynamoUploads(Table table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public ClaimResult claim(RepositoryName repository, String session, OptionalLong offset) {
        return offset.equals(OptionalLong.of(0))
                ? begin(repository, session).orElseGet(() -> claimAgain(repository, session, offset))
                : claimAgain(repository, session, offset);
    }

    /** Stores a new session, with the review that ends it if it is abandoned. */
    private Optional<ClaimResult> begin(RepositoryName repository, String session) {
        Instant now = clock.instant();
        String claim = UUID.randomUUID().toString();
        var item = UploadItems.begun(
                repository,
                session,
                claim,
                now.plus(CLAIM_LIFETIME).getEpochSecond(),
                now.plus(IDLE_LIFETIME).getEpochSecond());
        return table.tryWrite(List.of(
                        Write.put(item).ifAbsent(),
                        ReviewItems.timed(new Review.Session(repository, session), now.plus(IDLE_LIFETIME))))
                ? Optional.of(new ClaimResult.Claimed(UploadItems.read(session, item)))
                : Optional.empty();
    }

    private ClaimResult claimAgain(RepositoryName repository, String session, OptionalLong offset) {
        long now = now();
        Table.Updated claimed = table.updateShowingNew(ifFree(
                        Write.update(
                                EndedUploads.key(repository, session),
                                "SET " + EndedUploads.STATE + " = :open, " + EndedUploads.OFFSET + " = if_not_exists("
                                        + EndedUploads.OFFSET + ", :zero), " + EndedUploads.CLAIM + " = :claim, "
                                        + UploadItems.CLAIM_EXPIRES + " = :claimExpires, " + Items.EXPIRES
                                        + " = :expires"),
                        offset)
                .with(":open", s(EndedUploads.OPEN))
                .with(":now", n(now))
                .with(":claim", s(UUID.randomUUID().toString()))
                .with(":claimExpires", n(now + CLAIM_LIFETIME.toSeconds()))
                .with(":expires", n(now + IDLE_LIFETIME.toSeconds()))
                .with(":zero", n(0))
                .showingItem());
        return claimed.written()
                ? new ClaimResult.Claimed(UploadItems.read(session, claimed.item()))
                : obstacle(claimed.item(), now);
    }

    /** Succeeds only if no other request has claimed the session, and its offset is the client's. */
    private static Write ifFree(Write write, OptionalLong offset) {
        String free = STILL_OPEN + " AND (attribute_not_exists(" + EndedUploads.CLAIM + ") OR "
                + UploadItems.CLAIM_EXPIRES + " <= :now)";
        if (offset.isEmpty()) {
            return write.ifAbsentOr("(" + free + ")");
        }
        String here = "(" + EndedUploads.OFFSET + " = :offset AND " + free + ")";
        return (offset.getAsLong() == 0 ? write.ifAbsentOr(here) : write.when(here))
                .with(":offset", n(offset.getAsLong()));
    }

    /** Returns the reason of a refused claim. A session that is not stored has no bytes, whatever offset its ticket has. */
    private static ClaimResult obstacle(Map<String, AttributeValue> item, long now) {
        if (item.isEmpty()) {
            return new ClaimResult.Elsewhere(0);
        }
        return UploadItems.isOpen(item, now)
                ? new ClaimResult.Elsewhere(Items.number(item, EndedUploads.OFFSET))
                : new ClaimResult.Gone(Items.optional(item, Items.DIGEST).map(Digest::parse));
    }

    @Override
    public boolean renew(RepositoryName repository, UploadSession session) {
        long until = now() + CLAIM_LIFETIME.toSeconds();
        Write write = Write.update(
                        EndedUploads.key(repository, session.id()), "SET " + UploadItems.CLAIM_EXPIRES + " = :until")
                .with(":until", n(until));
        return table.tryWrite(ifClaimed(write, session));
    }

    @Override
    public boolean advance(RepositoryName repository, UploadSession session) {
        var item = UploadItems.open(repository, session, now() + IDLE_LIFETIME.toSeconds());
        return table.tryWrite(ifClaimed(Write.put(item), session));
    }

    @Override
    public void release(RepositoryName repository, UploadSession session) {
        // If the condition does not hold, another request has claimed the session.
        table.tryWrite(
                ifClaimed(Write.update(EndedUploads.key(repository, session.id()), UploadItems.REMOVE_CLAIM), session));
    }

    private static Write ifClaimed(Write write, UploadSession session) {
        return write.when(EndedUploads.CLAIM + " = :claim").with(":claim", s(session.claim()));
    }

    @Override
    public Optional<Long> offset(RepositoryName repository, String session) {
        var item = table.get(EndedUploads.key(repository, session));
        if (item.isEmpty()) {
            return Optional.of(0L);
        }
        return UploadItems.isOpen(item, now())
                ? Optional.of(Items.number(item, EndedUploads.OFFSET))
                : Optional.empty();
    }

    @Override
    public Optional<UploadSession> cancel(RepositoryName repository, String session) {
        long now = now();
        Table.Updated cancelled = table.updateShowingOld(Write.update(
                        EndedUploads.key(repository, session),
                        "SET " + EndedUploads.STATE + " = :cancelled, " + Items.EXPIRES + " = :expires "
                                + UploadItems.REMOVE_CLAIM)
                .ifAbsentOr("(" + STILL_OPEN + ")")
                .with(":open", s(EndedUploads.OPEN))
                .with(":cancelled", s(UploadItems.CANCELLED))
                .with(":now", n(now))
                .with(":expires", n(now + IDLE_LIFETIME.toSeconds())));
        return cancelled.written() ? Optional.of(UploadItems.read(session, cancelled.item())) : Optional.empty();
    }

    @Override
    public boolean finish(RepositoryName repository, UploadSession session, Digest digest, StoredBlob blob) {
        Write upload = EndedUploads.finished(
                repository, session.id(), digest, clock.instant().plus(IDLE_LIFETIME));
        return write(ifClaimed(upload, session), repository, digest, blob).isEmpty();
    }

    /** Leaves unlinked bytes to the walk through first chunks. */
    @Override
    public Optional<ClaimResult> finishWithFirst(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        Write upload = EndedUploads.finishedWithFirst(
                repository, session, digest, clock.instant().plus(IDLE_LIFETIME));
        return write(upload, repository, digest, blob).map(item -> obstacle(item, now()));
    }

    @Override
    public Optional<ClaimResult> finishWhole(
            RepositoryName repository, String session, Digest digest, StoredBlob blob) {
        Write upload = EndedUploads.finishedWhole(
                repository, session, digest, clock.instant().plus(IDLE_LIFETIME));
        Optional<ClaimResult> obstacle = write(upload, repository, digest, blob).map(item -> obstacle(item, now()));
        // Another request has advanced the session: these bytes are not needed.
        obstacle.ifPresent(
                it -> table.write(ReviewItems.free(LinkWrites.object(repository, digest, blob), clock.instant())));
        return obstacle;
    }

    /**
     * Writes the link with the end of the session; returns the session if its condition did not hold. If the repository is linked to other bytes
     * of the digest, it keeps those.
     */
    private Optional<Map<String, AttributeValue>> write(
            Write upload, RepositoryName repository, Digest digest, StoredBlob blob) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var refusal = table.refusal(with(upload, LinkWrites.link(repository, digest, blob, clock.instant())));
            if (refusal.isEmpty() || refusal.get().isOf(upload)) {
                return refusal.map(it -> it.item(upload));
            }
            StoredBlob there = BlobItems.stored(refusal.get().item(1));
            refusal = table.refusal(
                    with(upload, LinkWrites.keep(repository, digest, there, spare(blob, there), clock.instant())));
            if (refusal.isEmpty() || refusal.get().isOf(upload)) {
                return refusal.map(it -> it.item(upload));
            }
        }
        throw RegistryException.retryAfter("another client changed the blob at the same time; try again", 1);
    }

    /** Returns the bytes that the repository does not need because it keeps others. */
    private static Optional<StoredBlob> spare(StoredBlob blob, StoredBlob there) {
        return blob.key().equals(there.key()) ? Optional.empty() : Optional.of(blob);
    }

    private static List<Write> with(Write upload, List<Write> writes) {
        List<Write> all = new ArrayList<>(List.of(upload));
        all.addAll(writes);
        return all;
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
