package io.slipway.packages.feed;

import io.slipway.core.http.Response;
import io.slipway.core.route.ApiCall;
import io.slipway.core.route.ApiOperation;

/**
 * {@code POST /api/spaces/{space}/packages} with {@code {id, version, file, sha256, replace}}: makes a version of bytes that the package's repository
 * has, whether they came by a presigned address or as a blob. 201 for a new one, 200 for one that is there with these bytes.
 */
public final class PostPackage implements ApiOperation {
    private final PublishPackage publish;

    public PostPackage(PublishPackage publish) {
        this.publish = publish;
    }

    @Override
    public Response handle(ApiCall call) {
        PackageUpload upload = PackageUpload.read(call);
        PublishPackage.Published published = publish.publish(
                upload.space(),
                upload.id(),
                upload.version(),
                new PublishPackage.NamedFile(upload.file(), upload.digest()),
                upload.replace());
        return ApiCall.answer(published.created() ? 201 : 200, PackageJson.write(published.stored()));
    }
}
