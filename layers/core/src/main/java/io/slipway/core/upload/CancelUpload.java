package io.slipway.core.upload;

import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** DELETE of a session (specification, "Cancelling a push"): ends it, and frees its storage. */
public final class CancelUpload implements Operation {
    private final Uploads uploads;
    private final UploadObjects objects;
    private final UploadAnswers answers;
    private final FirstChunks chunks;

    public CancelUpload(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.objects = objects;
        this.answers = answers;
        this.chunks = new FirstChunks(uploads, objects, answers);
    }

    @Override
    public Response handle(Call call) {
        RepositoryName repository = call.repository();
        UploadTicket ticket = answers.ticket(call.request(), repository, call.part("session"));
        UploadSession session = uploads.cancel(repository, ticket.session()).orElseThrow(UploadAnswers::gone);
        if (session.offset() == 0 && chunks.told(call.request(), ticket).isEmpty()) {
            chunks.refuse(ticket);
        }
        session.tail().ifPresent(objects::deleteTail);
        session.multipart()
                .ifPresent(multipart -> objects.abort(UploadObjects.key(repository, session.id()), multipart));
        return Response.of(204);
    }
}
