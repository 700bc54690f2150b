package io.slipway.client;

import io.slipway.client.Progress.Outcome;
import io.slipway.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Pushes a blob by POST and one PUT: the direct lane sends a body of any size to S3 without compute in between. An
 * interrupted PUT is repeated in a new session, unless the blob has arrived nevertheless.
 */
public final class BlobPusher {
    /** The maximum number of attempts to upload a blob. */
    private static final int ATTEMPTS = 4;

    private final Session session;
    private final BlobChecker checker;
    private final Progress progress;

    public BlobPusher(Session session, Progress progress) {
        this.session = session;
        this.checker = new BlobChecker(session);
        this.progress = progress;
    }

    /** Pushes the blob, unless the repository has it. */
    public void push(RemoteRepository repository, Content content) throws IOException {
        Digest digest = content.digest();
        for (int attempt = 1; ; attempt++) {
            progress.begins(digest, content.size());
            if (checker.exists(repository, digest)) {
                progress.done(digest, attempt == 1 ? Outcome.PRESENT : Outcome.TRANSFERRED);
                return;
            }
            boolean begun = false;
            try {
                URI upload = begin(repository, digest);
                begun = true;
                put(repository, content, upload);
                progress.done(digest, Outcome.TRANSFERRED);
                return;
            } catch (ClientException e) {
                // The URL of an upload expires with the bearer token with which it was begun.
                boolean expired = begun && e.status() == 404;
                boolean broken = e.status() == 0 || e.status() >= 500 || expired;
                if (!broken || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Tries to mount the blob from another repository; false if it must be pushed. */
    public boolean mount(RemoteRepository repository, Digest digest, RemoteRepository from) throws IOException {
        HttpResponse<InputStream> response = session.send(
                List.of(repository, from),
                () -> HttpRequest.newBuilder(
                                session.registry().of(repository, "blobs/uploads/?mount=" + digest + "&from=" + from))
                        .POST(BodyPublishers.noBody()));
        response.body().close();
        if (response.statusCode() == 201) {
            progress.done(digest, Outcome.PRESENT);
        }
        return response.statusCode() == 201;
    }

    private URI begin(RemoteRepository repository, Digest digest) throws IOException {
        HttpResponse<InputStream> response =
                post(repository, "?digest-algorithm=" + digest.algorithm().prefix());
        if (response.statusCode() != 202) {
            throw Session.failure("cannot push to " + repository, response);
        }
        response.body().close();
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new ClientException(
                        0, "the registry's response to a new upload must have a Location, but has none"));
        URI upload = session.registry().resolve(location);
        if (!upload.getRawAuthority().equals(session.registry().host())) {
            throw new ClientException(0, "the registry must accept uploads on its own host, but returned another");
        }
        return upload;
    }

    private HttpResponse<InputStream> post(RemoteRepository repository, String query) throws IOException {
        return session.send(
                repository,
                () -> HttpRequest.newBuilder(session.registry().of(repository, "blobs/uploads/" + query))
                        .POST(BodyPublishers.noBody()));
    }

    private void put(RemoteRepository repository, Content content, URI upload) throws IOException {
        Digest digest = content.digest();
        String separator = upload.getRawQuery() == null ? "?" : "&";
        URI target = URI.create(
                upload + separator + "digest=" + URLEncoder.encode(digest.toString(), StandardCharsets.UTF_8));
        HttpResponse<InputStream> response = session.send(
                repository,
                () -> HttpRequest.newBuilder(target)
                        .header("Content-Type", "application/octet-stream")
                        .PUT(body(content)));
        if (response.statusCode() != 201) {
            throw Session.failure("cannot push " + digest + " to " + repository, response);
        }
        response.body().close();
    }

    private BodyPublisher body(Content content) {
        if (content.size() == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> {
            try {
                return new ProgressStream(content.open(), content.digest(), progress);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return BodyPublishers.fromPublisher(stream, content.size());
    }
}
