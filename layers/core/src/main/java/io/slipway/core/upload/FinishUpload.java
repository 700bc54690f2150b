package io.slipway.core.upload;

import io.slipway.core.blob.BlobCreated;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Body;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PUT of a session (specification, "Pushing blobs"): with the whole blob, with its last chunk, or with nothing more. Finishing twice with the same
 * digest has the same result as once: a client that lost the response repeats the request.
 */
public final class FinishUpload implements Operation {
    private final Uploads uploads;
    private final UploadObjects objects;
    private final UploadAnswers answers;
    private final Claims claims;
    private final FirstChunks chunks;
    private final StoreBlob store;

    public FinishUpload(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.objects = objects;
        this.answers = answers;
        this.chunks = new FirstChunks(uploads, objects, answers);
        this.claims = new Claims(uploads, answers, chunks);
        this.store = new StoreBlob(uploads, objects);
    }

    /** Finishes the upload. If the client disconnects, the session is unchanged. */
    @Override
    public Response handle(Call call) {
        Request request = call.request();
        UploadTicket ticket = answers.ticket(request, call.repository(), call.part("session"));
        Digest digest = digest(request);
        Optional<ContentRange> range = ContentRange.parse(request.header("content-range"));
        range.ifPresent(it -> it.check(request.body().length()));
        try {
            Body body = mayBeWhole(range, ticket) ? request.body().inMemoryUpTo(PartWriter.ONE_PIECE) : request.body();
            return isWhole(body, range, ticket, digest)
                    ? whole(ticket.repository(), ticket.session(), digest, body.bytes())
                    : finish(call, body, range, ticket, digest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns whether the body is in memory and is the whole blob. A PUT without a body says nothing about the session's offset: some clients send it
     * to the first URL of the session.
     */
    private static boolean isWhole(Body body, Optional<ContentRange> range, UploadTicket ticket, Digest digest) {
        return body.buffered() && mayBeWhole(range, ticket) && (body.bytes().length > 0 || isEmpty(digest));
    }

    private static boolean mayBeWhole(Optional<ContentRange> range, UploadTicket ticket) {
        return ticket.offset() == 0 && range.map(ContentRange::first).orElse(0L) == 0;
    }

    /** Stores a whole blob for a session that has no stored bytes. */
    Response whole(RepositoryName repository, String session, Digest digest, byte[] body) {
        store.store(repository, session, digest, body).ifPresent(obstacle -> {
            throw obstacle instanceof ClaimResult.Elsewhere elsewhere
                    ? answers.elsewhere(repository, session, digest.algorithm(), elsewhere.offset())
                    : UploadAnswers.gone();
        });
        return BlobCreated.answer(repository, digest);
    }

    private Response finish(Call call, Body body, Optional<ContentRange> range, UploadTicket ticket, Digest digest)
            throws IOException {
        RepositoryName repository = ticket.repository();
        Optional<FirstChunk> told = chunks.told(call.request(), ticket);
        boolean bodiless = body.length().equals(OptionalLong.of(0));
        if (bodiless) {
            Optional<FirstChunk> only = told.or(() -> chunks.find(ticket))
                    .filter(chunk -> chunk.digest().equals(digest));
            if (only.isPresent()) {
                return finishWithFirst(ticket, only.get());
            }
            told.map(FirstChunk::digest)
                    .filter(actual -> actual.algorithm() == digest.algorithm())
                    .ifPresent(actual -> {
                        throw PartWriter.wrong(digest, actual);
                    });
        }
        OptionalLong offset = bodiless
                ? OptionalLong.empty()
                : OptionalLong.of(range.map(ContentRange::first).orElse(ticket.offset()));
        ClaimResult claim = claims.attempt(ticket, told, offset);
        if (claim instanceof ClaimResult.Gone gone && gone.finished().equals(Optional.of(digest))) {
            return BlobCreated.answer(repository, digest);
        }
        if (!(claim instanceof ClaimResult.Claimed claimed)) {
            throw claims.refusal(ticket, claim);
        }
        UploadSession session = claimed.session();
        StoredBlob blob;
        try {
            blob = complete(ticket, session, digest, bodiless ? Optional.empty() : Optional.of(body.stream()));
        } catch (IOException | RuntimeException e) {
            uploads.release(repository, session);
            throw e;
        }
        if (!uploads.finish(repository, session, digest, blob)) {
            throw UploadAnswers.gone();
        }
        session.tail().ifPresent(objects::deleteTail);
        return BlobCreated.answer(repository, digest);
    }

    private Response finishWithFirst(UploadTicket ticket, FirstChunk first) {
        RepositoryName repository = ticket.repository();
        Optional<ClaimResult> obstacle = uploads.finishWithFirst(
                repository, ticket.session(), first.digest(), first.blob(repository, ticket.session()));
        obstacle.filter(it -> !it.equals(new ClaimResult.Gone(Optional.of(first.digest()))))
                .ifPresent(it -> {
                    throw claims.refusal(ticket, it);
                });
        return BlobCreated.answer(repository, first.digest());
    }

    private StoredBlob complete(UploadTicket ticket, UploadSession session, Digest digest, Optional<InputStream> body)
            throws IOException {
        RepositoryName repository = ticket.repository();
        PartWriter writer =
                new PartWriter(objects, repository, session, ticket.algorithm(), claims.keepAlive(repository, session));
        try {
            if (body.isPresent()) {
                writer.write(body.get());
            }
            writer.verify(digest);
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
        return writer.complete();
    }

    private static Digest digest(Request request) {
        String text = request.parameter("digest")
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.DIGEST_INVALID, "the parameter digest must be given, but is missing"));
        try {
            return Digest.parse(text);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.DIGEST_INVALID, e);
        }
    }

    private static boolean isEmpty(Digest digest) {
        return digest.equals(Digest.of(digest.algorithm(), new byte[0]));
    }
}
