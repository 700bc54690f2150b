package io.slipway.core.upload;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.error.ErrorCode;
import io.slipway.core.http.Errors;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.Operation;
import io.slipway.core.space.PushEntry;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * POST of an upload (specification, "Pushing blobs"): opens a session, mounts a blob, or takes a whole blob at once. A session
 * costs nothing until something is added to it.
 */
public final class StartUpload implements Operation {
    private final BiFunction<Call, Instant, Optional<Response>> mount;
    private final FinishUpload finish;
    private final UploadAnswers answers;
    private final PushEntry entry;

    public StartUpload(
            BiFunction<Call, Instant, Optional<Response>> mount,
            FinishUpload finish,
            UploadAnswers answers,
            PushEntry entry) {
        this.mount = mount;
        this.finish = finish;
        this.answers = answers;
        this.entry = entry;
    }

    @Override
    public Response handle(Call call) {
        Instant since = entry.enter(call);
        return mount.apply(call, since).orElseGet(() -> begin(call));
    }

    private Response begin(Call call) {
        String session = answers.newSession();
        Optional<Digest> digest = call.digestParameter("digest");
        if (digest.isPresent()) {
            InlineBody.check(call.request());
            return finish.atOnce(
                    call.repository(),
                    session,
                    digest.get(),
                    new ByteArrayInputStream(call.request().body()));
        }
        return answers.accepted(call.repository(), session, 0, algorithm(call));
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
