package io.slipway.e2e;

import io.slipway.core.http.Query;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * Generates requests that only an attacker or a broken client would send: corrupted names, references, digests,
 * headers, query strings, manifests, ranges and tickets. The same seed gives the same requests.
 */
final class HostileRequests {
    private static final String DIGEST = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get", "X"
    };
    private static final String[] TYPES = {
        "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json",
        "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/json",
        "application/x-www-form-urlencoded",
        ""
    };
    private static final String[] PARAMETERS = {
        "n",
        "last",
        "digest",
        "mount",
        "from",
        "tag",
        "artifactType",
        "_state",
        "digest-algorithm",
        "scope",
        "service",
        "account",
        "grant_type"
    };

    private final Random random;
    private final Mutations mutations;
    private final HostileManifests manifests;
    private final String repository;
    private final String host;

    HostileRequests(long seed, String repository, String host) {
        this.random = new Random(seed);
        this.mutations = new Mutations(random);
        this.manifests = new HostileManifests(random, mutations);
        this.repository = repository;
        this.host = host;
    }

    /**
     * Returns the next request.
     *
     * @param bearer a token for the repository
     * @param administrator a token for the routes under {@code /api/}
     * @param guessed a token for a login, valid or corrupted
     * @param upload the URL of an upload session
     */
    byte[] next(String bearer, String administrator, String guessed, String upload) {
        return switch (random.nextInt(8)) {
            case 0 -> request(mutations.pick(METHODS), path(), "Bearer " + bearer, headers(), smallBody());
            case 1 ->
                request(
                        "PUT",
                        "/v2/" + repository + "/manifests/" + reference(),
                        "Bearer " + bearer,
                        type(),
                        manifests.next());
            case 2 -> request("GET", path() + query(), "Bearer " + bearer, headers(), new byte[0]);
            case 3 -> request(mutations.pick("PATCH", "PUT"), upload, "Bearer " + bearer, ranges(), smallBody());
            case 4 ->
                request(
                        mutations.pick("PATCH", "PUT", "GET", "DELETE"),
                        ticket(upload),
                        "Bearer " + bearer,
                        ranges(),
                        smallBody());
            case 5 -> request(mutations.pick("GET", "POST"), "/token" + query(), login(guessed), type(), form());
            case 6 ->
                request(
                        mutations.pick("GET", "POST", "PUT", "PATCH", "DELETE"),
                        api() + (random.nextInt(4) == 0 ? query() : ""),
                        "Bearer " + administrator,
                        type(),
                        json());
            default ->
                request(
                        "POST",
                        "/v2/" + mutations.of(repository) + "/blobs/uploads/" + query(),
                        "Bearer " + bearer,
                        headers(),
                        smallBody());
        };
    }

    private String path() {
        String name = mutations.pick(repository, "default/" + repository, "nowhere/app", mutations.of(repository));
        return mutations.pick(
                "/v2/" + name + "/manifests/" + reference(),
                "/v2/" + name + "/blobs/" + mutations.of(DIGEST),
                "/v2/" + name + "/tags/list",
                "/v2/" + name + "/referrers/" + mutations.of(DIGEST),
                "/v2/" + name + "/blobs/uploads/" + mutations.of("c0ffee00-0000-4000-8000-000000000000"),
                "/v2/_catalog",
                mutations.of("/v2/" + name + "/manifests/latest"),
                mutations.of("/v2/"),
                mutations.of("/token"));
    }

    private String api() {
        return mutations.of(mutations.pick(
                "/api/spaces/none",
                "/api/spaces/default/repositories",
                "/api/spaces/default/packages/none",
                "/api/spaces/default/packages",
                "/api/spaces/default/package-uploads",
                "/api/default/packages/raw",
                "/api/spaces/default/builds/none",
                "/api/tokens/none",
                "/api/none"));
    }

    private String reference() {
        return mutations.of(mutations.pick("latest", "1.2.0-deployments-75", DIGEST, "sha512:" + "ab".repeat(64)));
    }

    private String query() {
        StringBuilder query = new StringBuilder("?");
        for (int count = random.nextInt(4); count > 0; count--) {
            String value = mutations.of(mutations.pick(
                    DIGEST, "10", repository, "repository:" + repository + ":pull,push", "v2.0.1.1.sha256.x"));
            query.append(mutations.pick(PARAMETERS)).append('=');
            query.append(random.nextBoolean() ? Query.encode(value) : value).append('&');
        }
        return query.toString();
    }

    private String ticket(String upload) {
        int state = upload.indexOf('?');
        return upload.substring(0, state)
                + mutations.of(upload.substring(state))
                + (random.nextBoolean() ? "&digest=" + mutations.of(DIGEST) : "");
    }

    private List<String> ranges() {
        List<String> headers = headers();
        headers.add("Content-Range: " + mutations.of(mutations.pick("0-9", "bytes 0-9/10", "5-3", "10-")));
        headers.add("Range: " + mutations.of(mutations.pick("bytes=0-9", "bytes=-5", "bytes=5-,0-1")));
        return headers;
    }

    private List<String> headers() {
        List<String> headers = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            String name = mutations.pick(
                    "Accept",
                    "If-None-Match",
                    "Content-Type",
                    "X-Forwarded-Host",
                    "X-Forwarded-Proto",
                    "Cookie",
                    "Expect",
                    "Via",
                    "X-Amz-Date",
                    "Origin");
            headers.add(name + ": "
                    + line(mutations.of(mutations.pick("*/*", "\"" + DIGEST + "\"", "a, b;q=x", "100-continue", ""))));
        }
        return headers;
    }

    private List<String> type() {
        return List.of(
                "Content-Type: " + line(random.nextInt(4) == 0 ? mutations.of(TYPES[0]) : mutations.pick(TYPES)));
    }

    private String login(String token) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8));
        return line(random.nextBoolean() ? basic : mutations.of(basic));
    }

    private byte[] form() {
        return query().substring(1).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] json() {
        return random.nextBoolean()
                ? manifests.next()
                : mutations
                        .of(
                                "{\"name\":\"x\",\"grants\":[{\"space\":\"default\",\"actions\":[\"pull\"]}],\"expiresIn\":\"P1D\"}")
                        .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] smallBody() {
        byte[] body = new byte[random.nextInt(40)];
        random.nextBytes(body);
        return body;
    }

    /** Removes white space from a target, because a request line has three words. */
    private static String target(String target) {
        String word = target.replaceAll("\\s", "+");
        return word.isEmpty() ? "/" : word;
    }

    /** Removes line breaks, which would end the header and begin another one. */
    private static String line(String value) {
        return value.replaceAll("[\\r\\n]", "");
    }

    private byte[] request(String method, String target, String authorization, List<String> headers, byte[] body) {
        StringBuilder head =
                new StringBuilder(method).append(' ').append(target(target)).append(" HTTP/1.1\r\n");
        head.append("Host: ")
                .append(host)
                .append("\r\nConnection: close\r\nAuthorization: ")
                .append(authorization)
                .append("\r\n");
        headers.forEach(header -> head.append(line(header)).append("\r\n"));
        if (body.length > 0 || method.startsWith("P")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
