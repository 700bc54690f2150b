package io.slipway.core.upload;

import io.slipway.core.http.Body;
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

/** PATCH of a session (specification, "Pushing a blob in chunks"): adds a chunk, or a whole blob whose digest is not known yet. */
public final class AppendUpload implements Operation {
    private final Uploads uploads;
    private final UploadObjects objects;
    private final UploadAnswers answers;
    private final Claims claims;
    private final FirstChunks chunks;

    public AppendUpload(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.objects = objects;
        this.answers = answers;
        this.chunks = new FirstChunks(uploads, objects, answers);
        this.claims = new Claims(uploads, answers, chunks);
    }

    /** Appends the body. If the client disconnects, the session is unchanged. */
    @Override
    public Response handle(Call call) {
        UploadTicket ticket = answers.ticket(call.request(), call.repository(), call.part("session"));
        try {
            return append(call, ticket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Response append(Call call, UploadTicket ticket) throws IOException {
        Request request = call.request();
        Optional<ContentRange> range = ContentRange.parse(request.header("content-range"));
        range.ifPresent(it -> it.check(request.body().length()));
        long offset = range.map(ContentRange::first).orElse(ticket.offset());
        boolean first = ticket.offset() == 0 && offset == 0;
        // A client that announces a range is likely to send more chunks, and these bytes would have to be read again.
        int most = range.isPresent() ? InlineBody.MAX : PartWriter.ONE_PIECE;
        Body body = first ? request.body().inMemoryUpTo(most) : request.body();
        if (first && body.buffered() && body.bytes().length > 0) {
            range.ifPresent(it -> it.check(body.length()));
            return chunks.begin(ticket, body.bytes(), call.caller().until());
        }
        RepositoryName repository = ticket.repository();
        UploadSession session = claims.claim(ticket, chunks.told(request, ticket), OptionalLong.of(offset));
        UploadSession added;
        try {
            PartWriter writer = new PartWriter(
                    objects, repository, session, ticket.algorithm(), claims.keepAlive(repository, session));
            added = add(writer, body.stream(), range, session);
        } catch (IOException | RuntimeException e) {
            uploads.release(repository, session);
            throw e;
        }
        if (!uploads.advance(repository, added)) {
            throw UploadAnswers.gone();
        }
        session.tail().filter(tail -> !added.tail().equals(session.tail())).ifPresent(objects::deleteTail);
        return answers.accepted(
                repository,
                session.id(),
                added.offset(),
                ticket.algorithm(),
                call.caller().until());
    }

    private static UploadSession add(
            PartWriter writer, InputStream body, Optional<ContentRange> range, UploadSession session)
            throws IOException {
        try {
            writer.write(body);
            range.ifPresent(it -> it.check(writer.offset() - it.first()));
            return writer.offset() == session.offset() && !session.hashes().isEmpty() ? session : writer.park();
        } catch (IOException | RuntimeException e) {
            writer.abandon();
            throw e;
        }
    }
}
