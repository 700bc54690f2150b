package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.function.pull.PullRoutes;
import io.slipway.function.push.PushRoutes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of whole pushes, by the requests that each family of clients sends: docs/maintain/aws-calls.md, "Floors". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushCallsTest {
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final int LAYERS = 20;

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Router router;
    private String bearer;
    private int images;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        Backend backend =
                new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        List<Route> routes = new ArrayList<>(new PushRoutes(backend).routes());
        routes.addAll(new PullRoutes(backend).routes());
        router = new Router(routes, backend.registryLogin());
        Access all = new Access(RepositoryName.parse("app"), Set.of(Action.PULL, Action.PUSH));
        bearer = backend.bearerIssuer().issue(new Caller("test", List.of(all), List.of(), Set.of("default")));
        IntStream.range(0, LAYERS - 1).forEach(i -> put(bytes("layer " + i)));
        manifest(List.of(put(bytes("first config")), put(bytes("layer 0"))));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void clients_that_put_whole_blobs() {
        assertThat(push(this::exists, this::put))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void clients_that_patch() {
        assertThat(push(this::exists, this::patch))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void docker_with_its_classic_store_looks_again_at_what_it_has_pushed() {
        assertThat(push(this::exists, content -> {
                    Digest digest = patch(content);
                    assertThat(exists(digest)).isTrue();
                    return digest;
                }))
                .isEqualTo(Map.of(
                        "GetItem", 24, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 3, "BatchGetItem", 1));
    }

    @Test
    void clients_that_mount_without_a_look_before() {
        assertThat(push(
                        digest -> send("POST", "/v2/app/blobs/uploads/?mount=" + digest + "&from=app", new byte[0])
                                        .status()
                                == 201,
                        this::patch))
                .isEqualTo(Map.of(
                        "GetItem", 22, "HeadObject", 2, "PutObject", 2, "TransactWriteItems", 22, "BatchGetItem", 1));
    }

    private interface Look {
        boolean isThere(Digest digest);
    }

    private interface Push {
        Digest of(byte[] content);
    }

    /** Pushes an image whose config and last layer are new; answers how often each call was made. */
    private Map<String, Integer> push(Look look, Push push) {
        int image = images++;
        List<byte[]> contents = Stream.concat(
                        Stream.of(bytes("config " + image)),
                        Stream.concat(
                                IntStream.range(0, LAYERS - 1).mapToObj(i -> bytes("layer " + i)),
                                Stream.of(bytes("new layer " + image))))
                .toList();
        calls.take();
        List<Digest> digests = new ArrayList<>();
        for (byte[] content : contents) {
            Digest digest = digest(content);
            digests.add(look.isThere(digest) ? digest : push.of(content));
        }
        manifest(digests);
        Map<String, Integer> counts = new TreeMap<>();
        calls.take().forEach(call -> counts.merge(call, 1, Integer::sum));
        return counts;
    }

    private boolean exists(Digest digest) {
        return send("HEAD", "/v2/app/blobs/" + digest, new byte[0]).status() == 307;
    }

    private Digest put(byte[] content) {
        Digest digest = digest(content);
        assertThat(send("PUT", begin() + "&digest=" + digest, content).status()).isEqualTo(201);
        return digest;
    }

    private Digest patch(byte[] content) {
        String location = location(send("PATCH", begin(), content));
        Digest digest = digest(content);
        assertThat(send("PUT", location + "&digest=" + digest, new byte[0]).status())
                .isEqualTo(201);
        return digest;
    }

    private String begin() {
        return location(send("POST", "/v2/app/blobs/uploads/", new byte[0]));
    }

    /** Clients look for the tag first. */
    private void manifest(List<Digest> blobs) {
        send("HEAD", "/v2/app/manifests/latest", new byte[0]);
        String layers = blobs.stream()
                .skip(1)
                .map(blob -> "{\"mediaType\":\"a/b\",\"digest\":\"" + blob + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":{\"mediaType\":\"a/b\",\"digest\":\""
                        + blobs.getFirst() + "\",\"size\":1},\"layers\":[" + layers + "]}";
        assertThat(send("PUT", "/v2/app/manifests/latest", bytes(manifest)).status())
                .isEqualTo(201);
    }

    private Response send(String method, String address, byte[] body) {
        return router.handle(RegistryClient.request(
                method, address, Map.of("authorization", "Bearer " + bearer, "content-type", TYPE), body));
    }

    private static String location(Response response) {
        return response.headers().getOrDefault("Location", "");
    }

    private static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
