package io.slipway.client;

import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Checks whether a repository has a blob. */
public final class BlobChecker {
    private final Session session;

    public BlobChecker(Session session) {
        this.session = session;
    }

    /** Returns whether the repository has the blob. */
    public boolean exists(RemoteRepository repository, Digest digest) throws IOException {
        HttpResponse<InputStream> response = session.send(
                repository,
                () -> HttpRequest.newBuilder(session.registry().of(repository, "blobs/" + digest))
                        .HEAD());
        response.body().close();
        return switch (response.statusCode()) {
            case 200, 301, 302, 303, 307, 308 -> true;
            case 404 -> false;
            default ->
                throw new ClientException(
                        response.statusCode(),
                        "cannot check for " + digest + " in " + repository + ": HTTP " + response.statusCode());
        };
    }
}
