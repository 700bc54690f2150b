package io.slipway.packages.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.blob.BlobObjects;
import io.slipway.core.blob.PresignedUpload;
import io.slipway.core.blob.SessionId;
import io.slipway.core.error.Quoted;
import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;
import io.slipway.core.space.QuotaCheck;
import java.time.Clock;

/**
 * {@code POST /api/spaces/{space}/package-uploads} with {@code {id, version, file, size, sha256}}: responds with a
 * presigned URL to which up to {@value #MAX_SIZE} bytes can be uploaded, and the request that publishes them
 * afterwards.
 */
public final class StartPackageUpload implements Operation {
    /** The maximum size of a file, in bytes: that of a PUT in S3. {@code slipway push} and registry clients have no such limit. */
    public static final long MAX_SIZE = 5_368_709_120L;

    private final BlobObjects objects;
    private final QuotaCheck quotas;
    private final Clock clock;

    public StartPackageUpload(BlobObjects objects, QuotaCheck quotas, Clock clock) {
        this.objects = objects;
        this.quotas = quotas;
        this.clock = clock;
    }

    @Override
    public Response handle(Call call) {
        PackageUpload upload = PackageUpload.read(call);
        JsonNode size = call.body().path("size");
        if (!JsonBody.isWhole(size) || size.asLong() < 0 || size.asLong() > MAX_SIZE) {
            throw JsonBody.invalid(
                    "the field size must be the file's length in bytes, 0 to " + MAX_SIZE + ", " + Quoted.but(size));
        }
        quotas.require(upload.space(), size.asLong());
        PresignedUpload presigned = objects.presignedPut(
                upload.repository(), upload.digest(), SessionId.next(clock.instant(), upload.space()));
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode put = body.putObject("upload")
                .put("method", "PUT")
                .put("url", presigned.url().toString());
        ObjectNode headers = put.putObject("headers");
        presigned.headers().forEach(headers::put);
        body.putObject("publish")
                .put("method", "POST")
                .put("url", call.request().origin() + "/api/spaces/" + upload.space() + "/packages")
                .putObject("body")
                .put("id", upload.id().value())
                .put("version", upload.version().value())
                .put("file", upload.file())
                .put("sha256", upload.digest().hex())
                .put("replace", upload.replace());
        return JsonBody.answer(201, body);
    }
}
