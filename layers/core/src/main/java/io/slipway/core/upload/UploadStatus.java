package io.slipway.core.upload;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import java.util.Optional;

/** GET of a session (specification, "Pushing a blob in chunks"): returns its offset, for a client that was interrupted. */
public final class UploadStatus implements Operation {
    private final Uploads uploads;
    private final UploadAnswers answers;
    private final FirstChunks chunks;

    public UploadStatus(Uploads uploads, UploadObjects objects, UploadAnswers answers) {
        this.uploads = uploads;
        this.answers = answers;
        this.chunks = new FirstChunks(uploads, objects, answers);
    }

    @Override
    public Response handle(Call call) {
        UploadTicket ticket = answers.ticket(call.request(), call.repository(), call.part("session"));
        Optional<FirstChunk> told = chunks.told(call.request(), ticket);
        long offset = uploads.offset(ticket.repository(), ticket.session()).orElseThrow(UploadAnswers::gone);
        return (offset == 0 ? told.or(() -> chunks.find(ticket)) : Optional.<FirstChunk>empty())
                .map(first -> answers.status(ticket, first, call.caller().until()))
                .orElseGet(() -> answers.status(ticket, offset, call.caller().until()));
    }
}
