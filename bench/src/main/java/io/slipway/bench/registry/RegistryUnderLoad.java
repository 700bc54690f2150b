package io.slipway.bench.registry;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A registry to which images of one layer are pushed, in the ways of the two families of clients, and from which they are pulled. */
final class RegistryUnderLoad {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");
    private static final int BUFFER = 256 * 1024;

    private final String name;
    private final URI url;
    private final Optional<String> password;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private volatile String bearer = "";

    RegistryUnderLoad(String name, URI url, Optional<String> password) {
        this.name = name;
        this.url = url;
        this.password = password;
    }

    String name() {
        return name;
    }

    /** Gets a token for the scopes, if the registry requires one. */
    void login(String... scopes) throws IOException, InterruptedException {
        if (password.isEmpty()) {
            return;
        }
        String basic = Base64.getEncoder().encodeToString(("x:" + password.get()).getBytes(StandardCharsets.UTF_8));
        String query = "?service=slipway&scope=" + String.join("&scope=", scopes);
        HttpResponse<InputStream> response = patiently(HttpRequest.newBuilder(url.resolve("/token" + query))
                .header("Authorization", "Basic " + basic)
                .build());
        Matcher token = TOKEN.matcher(new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
        if (!token.find()) {
            throw new IOException("no token: " + response.statusCode());
        }
        bearer = token.group(1);
    }

    /** Returns the same registry for another client, with its own connections and token. */
    RegistryUnderLoad another() {
        return new RegistryUnderLoad(name, url, password);
    }

    /**
     * Reads a resource to its end.
     *
     * @param method GET or HEAD
     * @param path the path below {@code /v2/}
     * @return the number of bytes; negative if the registry has no such resource
     */
    long read(String method, String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                send(method, url.resolve("/v2/" + path), BodyPublishers.noBody(), Optional.empty());
        if (answer.statusCode() == 404) {
            drain(answer);
            return -1;
        }
        if (answer.statusCode() == 307) {
            drain(answer);
            answer = http.send(
                    HttpRequest.newBuilder(location(answer))
                            .method(method, BodyPublishers.noBody())
                            .build(),
                    BodyHandlers.ofInputStream());
        }
        return drain(expect(200, answer));
    }

    /** Pushes with POST, then one PUT with the whole layer, then the manifest. */
    void pushByPut(String repository, String tag, byte[] layer, Digest digest)
            throws IOException, InterruptedException {
        URI upload = begin(repository);
        expect(201, send("PUT", with(upload, digest), BodyPublishers.ofByteArray(layer), Optional.empty()));
        pushManifest(repository, tag, layer.length, digest);
    }

    /** Pushes with POST, one PATCH of unknown length, a PUT without a body, then the manifest. */
    void pushByPatch(String repository, String tag, byte[] layer, Digest digest)
            throws IOException, InterruptedException {
        URI upload = begin(repository);
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(layer));
        HttpResponse<InputStream> patched = expect(202, send("PATCH", upload, stream, Optional.empty()));
        expect(201, send("PUT", with(location(patched), digest), BodyPublishers.noBody(), Optional.empty()));
        pushManifest(repository, tag, layer.length, digest);
    }

    /** Pulls the manifest by tag, then the layer, following redirects. */
    void pull(String repository, String tag, Digest digest, int size) throws IOException, InterruptedException {
        read("GET", repository + "/manifests/" + tag);
        long read = read("GET", repository + "/blobs/" + digest);
        if (read != size) {
            throw new IOException(name + " answered " + read + " of " + size + " bytes");
        }
    }

    private void pushManifest(String repository, String tag, int size, Digest digest)
            throws IOException, InterruptedException {
        pushManifest(repository, tag, manifest(size, digest, ""));
    }

    /** Pushes a manifest. */
    void pushManifest(String repository, String reference, String manifest) throws IOException, InterruptedException {
        URI address = resolve(repository, "/manifests/" + reference);
        drain(expect(201, send("PUT", address, BodyPublishers.ofString(manifest), Optional.of(TYPE))));
    }

    /**
     * Returns the manifest of an image whose only blob is both its layer and its configuration.
     *
     * @param more more members, with a leading comma
     */
    static String manifest(int size, Digest digest, String more) {
        String layer =
                "{\"mediaType\":\"application/octet-stream\",\"digest\":\"" + digest + "\",\"size\":" + size + "}";
        return "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":" + layer + ",\"layers\":[" + layer + "]"
                + more + "}";
    }

    private URI begin(String repository) throws IOException, InterruptedException {
        HttpResponse<InputStream> begun = expect(
                202, send("POST", resolve(repository, "/blobs/uploads/"), BodyPublishers.noBody(), Optional.empty()));
        drain(begun);
        return location(begun);
    }

    private HttpResponse<InputStream> send(String method, URI address, BodyPublisher body, Optional<String> type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).method(method, body).header("Accept", TYPE);
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        type.ifPresent(it -> request.header("Content-Type", it));
        return patiently(request.build());
    }

    /** Retries a request after a 429 as the registry asks, as clients do. */
    private HttpResponse<InputStream> patiently(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        while (answer.statusCode() == 429) {
            drain(answer);
            Thread.sleep(1_000);
            answer = http.send(request, BodyHandlers.ofInputStream());
        }
        return answer;
    }

    private HttpResponse<InputStream> expect(int status, HttpResponse<InputStream> response) throws IOException {
        if (response.statusCode() != status) {
            String text = new String(response.body().readNBytes(1_000), StandardCharsets.UTF_8);
            throw new IOException(
                    name + ": " + response.request().method() + " answered " + response.statusCode() + ": " + text);
        }
        return response;
    }

    private URI location(HttpResponse<InputStream> response) throws IOException {
        return url.resolve(response.headers().firstValue("Location").orElseThrow(() -> new IOException("no Location")));
    }

    private URI resolve(String repository, String rest) {
        return url.resolve("/v2/" + repository + rest);
    }

    private static URI with(URI upload, Digest digest) {
        return URI.create(upload + (upload.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    }

    private static long drain(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = response.body()) {
            byte[] buffer = new byte[BUFFER];
            long all = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                all += read;
            }
            return all;
        }
    }

    /** Returns the digest of the layer. */
    static Digest digest(byte[] layer) {
        return Digest.of(DigestAlgorithm.SHA256, layer);
    }
}
