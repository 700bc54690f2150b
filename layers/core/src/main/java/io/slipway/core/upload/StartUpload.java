package io.slipway.core.upload;

import io.slipway.core.blob.BlobCreated;
import io.slipway.core.blob.MountBlob;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.PushEntry;
import java.time.Instant;
import java.util.Optional;

/**
 * POST of an upload (specification, "Pushing blobs"): opens a session, mounts a blob, or stores a whole blob in one request. A session costs nothing
 * until bytes are added to it.
 */
public final class StartUpload implements Operation {
    private final MountBlob mount;
    private final FinishUpload finish;
    private final UploadAnswers answers;
    private final PushEntry entry;

    public StartUpload(MountBlob mount, FinishUpload finish, UploadAnswers answers, PushEntry entry) {
        this.mount = mount;
        this.finish = finish;
        this.answers = answers;
        this.entry = entry;
    }

    @Override
    public Response handle(Call call) {
        Instant since = entry.enter(call);
        return mount.mount(call, since)
                .map(digest -> BlobCreated.answer(call.repository(), digest))
                .orElseGet(() -> begin(call));
    }

    private Response begin(Call call) {
        String session = answers.newSession(call.repository());
        Optional<Digest> digest = call.digestParameter("digest");
        if (digest.isPresent()) {
            return finish.whole(
                    call.repository(),
                    session,
                    digest.get(),
                    call.request().body().bytes());
        }
        return answers.accepted(
                call.repository(), session, 0, algorithm(call), call.caller().until());
    }

    private static DigestAlgorithm algorithm(Call call) {
        try {
            return call.request()
                    .parameter("digest-algorithm")
                    .map(DigestAlgorithm::named)
                    .orElse(DigestAlgorithm.SHA256);
        } catch (IllegalArgumentException e) {
            throw Errors.invalid(ErrorCode.DIGEST_INVALID, e);
        }
    }
}
