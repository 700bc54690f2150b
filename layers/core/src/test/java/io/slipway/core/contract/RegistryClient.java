package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.PushReach;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends requests to the routes of a registry, with bearer tokens of any caller. */
public abstract class RegistryClient {
    /** Issues a bearer token for this caller. */
    protected abstract String bearer(Caller caller);

    protected abstract Response handle(Request request);

    /** Creates a request for a path with or without a query. */
    public static Request request(String method, String address, Map<String, String> headers, byte[] body) {
        int question = address.indexOf('?');
        return new Request(
                method,
                question < 0 ? address : address.substring(0, question),
                Query.parse(question < 0 ? "" : address.substring(question + 1)),
                headers,
                body,
                "");
    }

    /** Sends a request by a caller that may do everything to this repository; an empty content type means no such header. */
    public final Response send(String repository, String method, String address, byte[] body, String contentType) {
        RepositoryName name = RepositoryName.parse(repository);
        Access all = new Access(name, Set.of(Action.PULL, Action.PUSH, Action.DELETE));
        Caller caller =
                new Caller("test", List.of(all), List.of(), Set.of(name.space().value()));
        return send(caller, method, address, body, contentType);
    }

    public final Response send(String repository, String method, String address) {
        return send(repository, method, address, new byte[0], "");
    }

    /** Sends a request of this caller. */
    public final Response send(Caller caller, String method, String address, byte[] body, String contentType) {
        return send(caller, method, address, body, contentType, Map.of());
    }

    /** Sends a request of this caller, with more headers. */
    public final Response send(
            Caller caller, String method, String address, byte[] body, String contentType, Map<String, String> more) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("authorization", "Bearer " + bearer(caller));
        if (!contentType.isEmpty()) {
            headers.put("content-type", contentType);
        }
        return handle(request(method, address, headers, body));
    }

    /** Pushes a small blob as Docker does: it opens an upload, and sends all bytes with the request that finishes it. */
    public final Digest pushBlob(String repository, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        String location = send(repository, "POST", "/v2/" + repository + "/blobs/uploads/")
                .headers()
                .getOrDefault("Location", "");
        Response response =
                send(repository, "PUT", location + "&digest=" + digest, content, "application/octet-stream");
        assertThat(response.status()).as(text(response)).isEqualTo(201);
        return digest;
    }

    public final Response pushManifest(String repository, String reference, String manifest, String contentType) {
        return send(repository, "PUT", "/v2/" + repository + "/manifests/" + reference, bytes(manifest), contentType);
    }

    /** Opens an upload for a caller with this reach. */
    public final Response openUpload(String repository, PushReach reach) {
        return send(pusher(repository, reach), "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0], "");
    }

    /** Returns a caller that may pull from and push to this repository, with this reach. */
    public static Caller pusher(String repository, PushReach reach) {
        Access push = new Access(RepositoryName.parse(repository), Set.of(Action.PULL, Action.PUSH));
        return new Caller("test", List.of(push), List.of(), Set.of()).withReach(reach);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
