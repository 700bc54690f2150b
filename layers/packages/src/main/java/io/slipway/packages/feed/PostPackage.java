package io.slipway.packages.feed;

import io.slipway.core.http.Response;
import io.slipway.core.route.Call;
import io.slipway.core.route.JsonBody;
import io.slipway.core.route.Operation;

/**
 * {@code POST /api/spaces/{space}/packages} with {@code {id, version, file, sha256, replace}}: publishes a version
 * from bytes that the package's repository has, uploaded to a presigned URL or as a blob. Responds with 201 for a new
 * version, or 200 if it exists with these bytes.
 */
public final class PostPackage implements Operation {
    private final PublishPackage publish;

    public PostPackage(PublishPackage publish) {
        this.publish = publish;
    }

    @Override
    public Response handle(Call call) {
        PackageUpload upload = PackageUpload.read(call);
        PublishPackage.Published published = publish.publish(
                upload.space(),
                upload.id(),
                upload.version(),
                new PublishPackage.NamedFile(upload.file(), upload.digest()),
                upload.replace());
        return JsonBody.answer(published.created() ? 201 : 200, PackageJson.write(published.stored()));
    }
}
