package io.slipway.core.upload;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;

/** GET of a session (specification, "Pushing a blob in chunks"): how far it is, for a client that was interrupted. */
public final class UploadStatus implements Operation {
    private final Uploads uploads;
    private final UploadAnswers answers;

    public UploadStatus(Uploads uploads, UploadAnswers answers) {
        this.uploads = uploads;
        this.answers = answers;
    }

    @Override
    public Response handle(Call call) {
        UploadTicket ticket = answers.ticket(call.request(), call.repository(), call.part("session"));
        long offset = uploads.offset(ticket.repository(), ticket.session()).orElseThrow(UploadAnswers::gone);
        return answers.status(ticket, offset, call.caller().until());
    }
}
