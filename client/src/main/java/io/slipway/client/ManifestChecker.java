package io.slipway.client;

import io.slipway.core.digest.Digest;
import io.slipway.core.name.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/** Finds the digest of a manifest without pulling it. */
public final class ManifestChecker {
    private final Session session;

    public ManifestChecker(Session session) {
        this.session = session;
    }

    /** Returns the digest of the manifest of this reference, if it exists and the registry returns its digest. */
    public Optional<Digest> digest(RemoteRepository repository, Reference reference) throws IOException {
        HttpResponse<InputStream> response = session.send(
                repository,
                () -> HttpRequest.newBuilder(session.registry().of(repository, "manifests/" + reference))
                        .header("Accept", ManifestPuller.ACCEPT)
                        .HEAD());
        response.body().close();
        return switch (response.statusCode()) {
            case 200 -> response.headers().firstValue("Docker-Content-Digest").map(Digest::parse);
            case 404 -> Optional.empty();
            default ->
                throw new ClientException(
                        response.statusCode(),
                        "cannot check for " + repository + " " + reference + ": HTTP " + response.statusCode());
        };
    }
}
