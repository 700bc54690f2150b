package io.slipway.client;

import io.slipway.core.name.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

public final class ManifestPusher {
    private final Session session;

    public ManifestPusher(Session session) {
        this.session = session;
    }

    /** Pushes a manifest whose blobs the repository has, under a tag or its digest. */
    public void push(RemoteRepository repository, Reference reference, String mediaType, byte[] content)
            throws IOException {
        HttpResponse<InputStream> response = session.send(
                repository,
                () -> HttpRequest.newBuilder(session.registry().of(repository, "manifests/" + reference))
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofByteArray(content)));
        if (response.statusCode() != 201) {
            throw Session.failure("cannot push " + repository + " " + reference, response);
        }
        response.body().close();
    }
}
