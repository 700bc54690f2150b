package io.slipway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Sends requests of the registry's protocol that no client would send. */
final class Api {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Cloud cloud;
    private final String password;

    Api(Cloud cloud) {
        this(cloud, cloud.adminToken());
    }

    /** @param password the token to use instead of the administrator's */
    Api(Cloud cloud, String password) {
        this.cloud = cloud;
        this.password = password;
    }

    /** Returns the registry's URL. */
    String url() {
        return cloud.url().toString();
    }

    /** Returns the headers of a request with the administrator's or the given token. */
    Map<String, String> administrator() {
        return Map.of("Authorization", "Bearer " + password, "Content-Type", "application/json");
    }

    /** Returns a bearer token for this repository. */
    String bearer(String repository) {
        return bearer(password, repository, "pull,push,delete");
    }

    /** Returns a bearer token for these actions, with this password. */
    String bearer(String password, String repository, String actions) {
        HttpResponse<String> response = token(password, "repository:" + repository + ":" + actions);
        return json(response).path("token").asText();
    }

    HttpResponse<String> token(String password, String scope) {
        return send("GET", "/token?service=slipway&scope=" + scope, new byte[0], basic(password));
    }

    /** Returns the header with Basic credentials. */
    static Map<String, String> basic(String password) {
        String pair = Base64.getEncoder().encodeToString(("x:" + password).getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", "Basic " + pair);
    }

    /** Sends a request with a body of known length; an empty body has none. */
    HttpResponse<String> send(String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(resolve(path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request with a bearer token for the repository. */
    HttpResponse<String> send(String repository, String method, String path, byte[] body) {
        return send(method, path, body, Map.of("Authorization", "Bearer " + bearer(repository)));
    }

    /** Gets a blob through the redirect to the bucket itself, because this machine is in the region. */
    HttpResponse<byte[]> follow(String repository, String path) {
        return follow(repository, path, false);
    }

    /** Gets a blob like a client outside the region. */
    HttpResponse<byte[]> followAbroad(String repository, String path) {
        return follow(repository, path, true);
    }

    private HttpResponse<byte[]> follow(String repository, String path, boolean abroad) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + bearer(repository));
        HttpResponse<String> first = send("GET", path, new byte[0], headers);
        String location = first.headers().firstValue("Location").orElse(path);
        URI address = resolve(abroad ? belowDistribution(location) : location);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(address);
            if (first.statusCode() != 307) {
                headers.forEach(request::setHeader);
            }
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the URL of the same object at the distribution, where its signature is valid, too: the first segment is
     * the bucket.
     */
    static String belowDistribution(String location) {
        URI address = URI.create(location);
        return address.getRawPath().replaceFirst("^/[^/]+", "") + "?" + address.getRawQuery();
    }

    private URI resolve(String path) {
        return path.startsWith("http") ? URI.create(path) : URI.create(cloud.url() + path);
    }

    /** Starts an upload session, and returns its Location. */
    String begin(String repository) {
        return send(repository, "POST", "/v2/" + repository + "/blobs/uploads/", new byte[0])
                .headers()
                .firstValue("Location")
                .orElseThrow();
    }

    /** Pushes a small blob in one request. */
    Digest pushBlob(String repository, byte[] content) {
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        HttpResponse<String> response = send(repository, "PUT", begin(repository) + "&digest=" + digest, content);
        if (response.statusCode() != 201) {
            throw new IllegalStateException("cannot push a blob: " + response.statusCode() + " " + response.body());
        }
        return digest;
    }

    /** Pushes the smallest possible image, with a unique config. */
    void pushImage(String repository, String tag) {
        Digest config = pushBlob(repository, "{}".getBytes(StandardCharsets.UTF_8));
        String text = "{\"schemaVersion\":2,\"config\":{\"mediaType\":\"a/b\",\"digest\":\"" + config
                + "\",\"size\":2},\"layers\":[]}";
        HttpResponse<String> response = send(
                "PUT",
                "/v2/" + repository + "/manifests/" + tag,
                text.getBytes(StandardCharsets.UTF_8),
                Map.of(
                        "Authorization",
                        "Bearer " + bearer(repository),
                        "Content-Type",
                        "application/vnd.oci.image.manifest.v1+json"));
        if (response.statusCode() != 201) {
            throw new IllegalStateException("cannot push an image: " + response.statusCode() + " " + response.body());
        }
    }

    /** Returns the digest of a manifest in the response to HEAD. */
    String headManifest(String reference) {
        int colon = reference.lastIndexOf(':');
        String repository = reference.substring(0, colon);
        HttpResponse<String> response = send(
                repository, "HEAD", "/v2/" + repository + "/manifests/" + reference.substring(colon + 1), new byte[0]);
        return response.headers().firstValue("Docker-Content-Digest").orElse("none: " + response.statusCode());
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("not JSON: " + response.body(), e);
        }
    }

    /** Returns the status and code of an error response in the specification's form. */
    static String code(HttpResponse<String> response) {
        return response.statusCode() + " "
                + json(response).path("errors").path(0).path("code").asText();
    }
}
