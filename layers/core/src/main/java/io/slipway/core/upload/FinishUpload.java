package io.slipway.core.upload;

import io.slipway.core.blob.StoredBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.error.RegistryException;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PUT of a session (specification, "Pushing blobs"): with the whole blob, with its last chunk, or with nothing more. To finish
 * twice with the same digest is as good as once: a client that lost the answer asks again.
 */
public final class FinishUpload implements Operation {
    private final Uploads uploads;
    private final UploadObjects objects;
    private final UploadAnswers answers;
    private final Claims claims;

    public FinishUpload(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.objects = objects;
        this.answers = answers;
        this.claims = new Claims(uploads, answers);
    }

    /** The inline lane. */
    @Override
    public Response handle(Call call) {
        Request request = call.request();
        InlineBody.check(request);
        UploadTicket ticket = answers.ticket(request, call.repository(), call.part("session"));
        Digest digest = digest(request);
        byte[] body = request.body();
        Optional<ContentRange> range = ContentRange.parse(request.header("content-range"));
        range.ifPresent(it -> it.check(OptionalLong.of(body.length)));
        boolean atStart = range.map(ContentRange::first).orElse(ticket.offset()) == 0;
        // A PUT without a body says nothing about where the session is: some clients send it to the first address that
        // they got.
        boolean whole = atStart && (body.length > 0 || isEmpty(digest));
        if (whole && ticket.offset() == 0) {
            return atOnce(ticket.repository(), ticket.session(), digest, new ByteArrayInputStream(body));
        }
        try {
            return finish(request, ticket, digest, new ByteArrayInputStream(body), OptionalLong.of(body.length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stream lane; as {@link AppendUpload#stream}. */
    public Response stream(
            Request request, RepositoryName repository, String session, InputStream body, OptionalLong length)
            throws IOException {
        UploadTicket ticket = answers.ticket(request, repository, session);
        Digest digest = digest(request);
        return finish(request, ticket, digest, body, length);
    }

    /** Takes a whole blob for a session that nothing is stored of. */
    public Response atOnce(RepositoryName repository, String session, Digest digest, InputStream body) {
        UploadSession fresh =
                new UploadSession(session, 0, Map.of(), Optional.empty(), List.of(), Optional.empty(), "");
        PartWriter writer = new PartWriter(objects, repository, fresh, digest.algorithm(), () -> {});
        try {
            writer.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        verify(writer, digest);
        StoredBlob blob = writer.complete(digest);
        uploads.finishAtOnce(repository, session, digest, blob).ifPresent(obstacle -> {
            throw obstacle instanceof ClaimResult.Elsewhere elsewhere
                    ? answers.elsewhere(repository, session, digest.algorithm(), elsewhere.offset())
                    : UploadAnswers.gone();
        });
        return UploadAnswers.created(repository, digest);
    }

    private Response finish(Request request, UploadTicket ticket, Digest digest, InputStream body, OptionalLong length)
            throws IOException {
        Optional<ContentRange> range = ContentRange.parse(request.header("content-range"));
        range.ifPresent(it -> it.check(length));
        RepositoryName repository = ticket.repository();
        boolean bodiless = length.isPresent() && length.getAsLong() == 0;
        OptionalLong offset = bodiless
                ? OptionalLong.empty()
                : OptionalLong.of(range.map(ContentRange::first).orElse(ticket.offset()));
        ClaimResult claim = uploads.claim(repository, ticket.session(), offset);
        if (claim instanceof ClaimResult.Gone gone && gone.finished().equals(Optional.of(digest))) {
            return UploadAnswers.created(repository, digest);
        }
        UploadSession session = claims.understand(ticket, claim);
        StoredBlob blob;
        try {
            blob = complete(ticket, session, digest, bodiless ? Optional.empty() : Optional.of(body));
        } catch (IOException | RuntimeException e) {
            uploads.release(repository, session);
            throw e;
        }
        if (!uploads.finish(repository, session, digest, blob)) {
            throw UploadAnswers.gone();
        }
        session.tail().ifPresent(objects::deleteTail);
        return UploadAnswers.created(repository, digest);
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
            verify(writer, digest);
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
        return writer.complete(digest);
    }

    private static void verify(PartWriter writer, Digest digest) {
        Digest actual = writer.digest(digest.algorithm())
                .orElseThrow(() -> new RegistryException(
                        ErrorCode.DIGEST_INVALID,
                        "the upload was not begun for " + digest.algorithm().prefix()
                                + ": begin it with ?digest-algorithm="
                                + digest.algorithm().prefix()));
        if (!actual.equals(digest)) {
            throw new RegistryException(ErrorCode.DIGEST_INVALID, "the content does not have the digest " + digest);
        }
    }

    private static Digest digest(Request request) {
        String text = request.parameter("digest")
                .orElseThrow(() -> new RegistryException(ErrorCode.DIGEST_INVALID, "the digest is missing"));
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
