package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.cli.connection.AwsAccount;
import io.slipway.cli.connection.CommandFailure;
import io.slipway.cli.connection.Connection;
import io.slipway.cli.connection.StepwiseDeletion;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Query;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The installation being checked, with a space that belongs only to this run and is deleted at its end. */
final class Site implements AutoCloseable {
    static final String SPACE_PREFIX = "slipway-doctor-";

    private static final int RANDOM_BYTES = 5;

    private final Connection connection;
    private final Wire wire = new Wire();
    private final SpaceName space;
    private boolean mayExist;
    private boolean created;
    private @Nullable AwsStack stack;
    private @Nullable JsonNode loginHost;

    Site(Connection connection) {
        this.connection = connection;
        byte[] random = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(random);
        this.space = new SpaceName(SPACE_PREFIX + HexFormat.of().formatHex(random));
    }

    Connection connection() {
        return connection;
    }

    Wire wire() {
        return wire;
    }

    SpaceName space() {
        return space;
    }

    RepositoryName repository(String path) {
        return new RepositoryName(space, path);
    }

    /** Creates the space of this run. */
    synchronized void createSpace() {
        // If the response is lost, the space may exist nevertheless.
        mayExist = true;
        connection.call(
                "POST",
                "/api/spaces",
                Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", space.value())
                        .put("description", "Created by slipway doctor, which deletes it at the end of its run")));
        created = true;
    }

    synchronized boolean hasSpace() {
        return created;
    }

    /** Deletes the space with everything that the checks wrote; a second call does nothing. */
    synchronized void clean(PrintWriter err) throws IOException {
        if (mayExist) {
            mayExist = false;
            String path = "/api/spaces/" + space;
            if (connection.find(path).isPresent()) {
                StepwiseDeletion.run(connection, path, space.value(), err);
            }
        }
    }

    URI at(String path) {
        return connection.url().resolve(path);
    }

    /** Returns whether a URL has the registry's own host. */
    boolean isOwn(URI address) {
        return address.getRawAuthority().equals(connection.url().getRawAuthority());
    }

    /** Returns the URL of a resource in a repository, such as {@code blobs/sha256:…}. */
    URI at(RepositoryName repository, String resource) {
        return at("/v2/" + repository.familiar() + "/" + resource);
    }

    /** Gets a bearer token for all actions on a repository; any other response fails the check. */
    JsonNode token(RepositoryName repository) throws IOException {
        String scope = "repository:" + repository.familiar() + ":pull,push,delete";
        Wire.Answer answer = wire.send(HttpRequest.newBuilder(at("/token?service=slipway&scope=" + Query.encode(scope)))
                .header("Authorization", basic(connection.token())));
        if (answer.status() != 200 || answer.json().path("token").asText().isEmpty()) {
            throw new CommandFailure(
                    "the token service must return 200 and a bearer token, but returned " + answer.summary());
        }
        return answer.json();
    }

    static String basic(String token) {
        return "Basic " + Base64.getEncoder().encodeToString(("slipway:" + token).getBytes(StandardCharsets.UTF_8));
    }

    /** Starts a request to a repository, with a bearer token for it. */
    HttpRequest.Builder to(RepositoryName repository, URI uri) throws IOException {
        return HttpRequest.newBuilder(uri)
                .header(
                        "Authorization",
                        "Bearer " + token(repository).path("token").asText());
    }

    /** Starts an upload session, and returns its URL. */
    URI open(RepositoryName repository) throws IOException {
        Wire.Answer answer =
                wire.send(to(repository, at(repository, "blobs/uploads/")).POST(BodyPublishers.noBody()));
        if (answer.status() != 202 || answer.header("Location").isEmpty()) {
            throw new CommandFailure(
                    "starting an upload must return 202 and a Location, but returned " + answer.summary());
        }
        return at(answer.header("Location"));
    }

    /** Sends a chunk of a blob as one {@code PATCH}. */
    Wire.Answer patch(RepositoryName repository, URI upload, BodyPublisher body) throws IOException {
        return wire.send(to(repository, upload)
                .header("Content-Type", "application/octet-stream")
                .method("PATCH", body));
    }

    /** Ends an upload session with the whole blob, or with the rest of it. */
    Wire.Answer finish(RepositoryName repository, URI upload, Digest digest, BodyPublisher body) throws IOException {
        String separator = upload.getRawQuery() == null ? "?" : "&";
        URI end = URI.create(upload + separator + "digest=" + Query.encode(digest.toString()));
        return wire.send(to(repository, end)
                .header("Content-Type", "application/octet-stream")
                .PUT(body));
    }

    /** Pushes a small blob; any response but 201 fails the check. */
    Digest push(RepositoryName repository, byte[] content) throws IOException {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        Wire.Answer answer = finish(repository, open(repository), digest, BodyPublishers.ofByteArray(content));
        if (answer.status() != 201) {
            throw new CommandFailure("a blob must be accepted with 201, but got " + answer.summary());
        }
        return digest;
    }

    /** Pushes a manifest; any response but 201 fails the check. */
    void pushManifest(RepositoryName repository, String tag, byte[] manifest) throws IOException {
        Wire.Answer answer = wire.send(to(repository, at(repository, "manifests/" + tag))
                .header("Content-Type", MediaTypes.OCI_MANIFEST)
                .PUT(BodyPublishers.ofByteArray(manifest)));
        if (answer.status() != 201) {
            throw new CommandFailure("a manifest must be accepted with 201, but got " + answer.summary());
        }
    }

    /** Requires that the repository serves exactly the payload, following redirects as clients do. */
    void requirePulled(RepositoryName repository, Payload payload) throws IOException {
        requirePulled(blobAddress(repository, payload), payload);
    }

    /** Requires that a presigned URL serves exactly the payload. */
    void requirePulled(URI address, Payload payload) throws IOException {
        Wire.Measured measured = wire.measure(HttpRequest.newBuilder(address));
        if (measured.status() != 200
                || measured.length() != payload.size()
                || !measured.digest().equals(payload.digest())) {
            throw new CommandFailure("the blob must be served with 200 and its " + payload.size()
                    + " bytes, but the response was HTTP " + measured.status() + " with " + measured.length()
                    + " bytes");
        }
    }

    /** Returns the URL to which the registry redirects for a blob. */
    URI blobAddress(RepositoryName repository, Payload payload) throws IOException {
        Wire.Answer answer = wire.send(to(repository, at(repository, "blobs/" + payload.digest())));
        if (answer.status() != 307) {
            throw new CommandFailure("a blob must be redirected with 307, but the response was " + answer.summary());
        }
        return at(answer.header("Location"));
    }

    /** Sends HEAD for a blob, and to the URL to which it is redirected. */
    Wire.Answer headBlob(RepositoryName repository, Digest digest) throws IOException {
        Wire.Answer answer =
                wire.send(to(repository, at(repository, "blobs/" + digest)).method("HEAD", BodyPublishers.noBody()));
        return answer.status() == 307
                ? wire.send(
                        HttpRequest.newBuilder(at(answer.header("Location"))).method("HEAD", BodyPublishers.noBody()))
                : answer;
    }

    /** Sleeps for this time; an interrupt aborts the check. */
    void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted");
        }
    }

    /** Returns the stack in AWS, if the registry is one. */
    Optional<AwsStack> stack() throws IOException {
        if (stack == null && !isLocal()) {
            JsonNode where = loginHost();
            String region = where.path("region").asText();
            String api = where.path("host").asText().split("\\.", 2)[0];
            stack = AwsAccount.find(region)
                    .map(account -> new AwsStack(account, region, api))
                    .orElse(null);
        }
        return Optional.ofNullable(stack);
    }

    /** Returns whether this is a local cloud, whose gateway has no host of AWS. */
    boolean isLocal() throws IOException {
        return !AwsAccount.isGateway(loginHost().path("host").asText());
    }

    /** Returns the host and region for which a login with AWS is signed. */
    private JsonNode loginHost() throws IOException {
        if (loginHost == null) {
            Wire.Answer answer = wire.send(HttpRequest.newBuilder(at("/api/login/aws")));
            if (answer.status() != 200) {
                throw new CommandFailure("/api/login/aws must return 200, but returned " + answer.summary());
            }
            loginHost = answer.json();
        }
        return loginHost;
    }

    @Override
    public void close() {
        wire.close();
    }
}
