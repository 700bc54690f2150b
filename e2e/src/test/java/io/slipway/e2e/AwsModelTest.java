package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Granting;
import io.slipway.core.access.IssueBearerToken;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.route.Route;
import io.slipway.core.route.Router;
import io.slipway.e2e.AwsModel.Operation;
import io.slipway.e2e.MeasuredCalls.Made;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.function.pull.PullRoutes;
import io.slipway.function.push.PushRoutes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/operate/costs.md} says what each operation is expected to take in AWS: here their calls are counted anew. {@code bench/aws-model}
 * writes the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsModelTest {
    private static final boolean WRITE = "write".equals(System.getProperty("slipway.golden"));
    private static final String TYPE = "application/vnd.oci.image.manifest.v1+json";
    private static final double IMAGE_GIGABYTES = 0.1;
    private static final int LAYERS = 5;

    private final MeasuredCalls calls = new MeasuredCalls();
    private final AwsModel model = new AwsModel();
    private EmulatedAccount account;
    private Backend backend;
    private Router router;
    private String bearer;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        List<Route> routes = new ArrayList<>(new PushRoutes(backend).routes());
        routes.addAll(new PullRoutes(backend).routes());
        router = new Router(routes, backend.registryLogin());
        Access all = new Access(RepositoryName.parse("app"), Set.of(Action.PULL, Action.PUSH));
        bearer = backend.bearerIssuer().issue(new Caller("test", List.of(all), List.of(), Set.of("default")));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void the_page_of_costs_has_the_calls_that_are_made() throws IOException {
        measure();
        Path page = Cloud.root().resolve("docs/operate/costs.md");
        List<String> lines = Files.readAllLines(page);
        List<String> table = model.lines();
        int begin = lines.indexOf(table.getFirst());
        assertThat(begin).as("the head of the table").isNotNegative();
        int end = begin;
        while (end < lines.size() && lines.get(end).startsWith("|")) {
            end++;
        }
        if (WRITE) {
            List<String> written = new ArrayList<>(lines.subList(0, begin));
            written.addAll(table);
            written.addAll(lines.subList(end, lines.size()));
            Files.write(page, written);
        } else {
            assertThat(lines.subList(begin, end))
                    .as("bench/aws-model writes the table")
                    .isEqualTo(table);
        }
    }

    private void measure() {
        List<byte[]> contents = new ArrayList<>(IntStream.rangeClosed(0, LAYERS)
                .mapToObj(i -> bytes("blob " + i))
                .toList());
        contents.forEach(this::put);
        byte[] manifest = manifest(contents);
        pushManifest(manifest);
        List<Made> login = login();
        pull(login, manifest, contents);
        single(manifest, contents);
        push(login, contents);
    }

    private void single(byte[] manifest, List<byte[]> contents) {
        byte[] content = bytes("a new blob");
        String blob = "/v2/app/blobs/" + digest(contents.getFirst());
        model.add("login challenge", 1, 0, List.of());
        model.add("login", 0, 1, login());
        String byTag = "/v2/app/manifests/latest";
        model.add("HEAD of a manifest by its tag", 0, 1, of(() -> send("HEAD", byTag, new byte[0])));
        send("GET", byTag, new byte[0]);
        model.add("GET of a manifest by its tag, not the first time", 0, 1, of(() -> send("GET", byTag, new byte[0])));
        model.add(
                "GET of a manifest by its digest",
                0,
                1,
                of(() -> send("GET", "/v2/app/manifests/" + digest(manifest), new byte[0])));
        model.add("HEAD of a blob that is there", 0, 1, of(() -> send("HEAD", blob, new byte[0])));
        model.add(
                "HEAD of a blob that is not there",
                0,
                1,
                of(() -> send("HEAD", "/v2/app/blobs/" + digest(bytes("nothing")), new byte[0])));
        model.add("blob of up to 4 MiB, by POST and PUT", 0, 2, of(() -> put(content)));
        model.add("blob of up to 4 MiB, by POST, PATCH and PUT", 0, 3, of(() -> patch(bytes("another blob"))));
        model.add("mount of a blob", 0, 1, of(() -> mount(digest(content))));
        model.add("PUT of a manifest with 6 blobs and a tag", 0, 1, of(() -> pushManifest(manifest(contents, "new"))));
        model.add("page of tags", 0, 1, of(() -> send("GET", "/v2/app/tags/list", new byte[0])));
    }

    private void pull(List<Made> login, byte[] manifest, List<byte[]> contents) {
        List<Made> all = new ArrayList<>(login);
        all.addAll(of(() -> {
            send("HEAD", "/v2/app/manifests/latest", new byte[0]);
            send("GET", "/v2/app/manifests/" + digest(manifest), new byte[0]);
            contents.forEach(content -> send("GET", "/v2/app/blobs/" + digest(content), new byte[0]));
        }));
        int functions = 3 + contents.size();
        String name = "pull of an image of 5 layers and 100 MB, login and all";
        model.add(new Operation(name + ", inside the region", 1, functions, contents.size(), all, 0), true);
        model.add(new Operation(name + ", outside", 1, functions, contents.size(), all, IMAGE_GIGABYTES), false);
    }

    private void push(List<Made> login, List<byte[]> contents) {
        List<byte[]> next = new ArrayList<>(contents);
        next.set(0, bytes("the next configuration"));
        next.set(LAYERS, bytes("the next layer"));
        List<Made> all = new ArrayList<>(login);
        all.addAll(of(() -> {
            next.forEach(content -> send("HEAD", "/v2/app/blobs/" + digest(content), new byte[0]));
            put(next.get(0));
            put(next.get(LAYERS));
            send("HEAD", "/v2/app/manifests/latest", new byte[0]);
            pushManifest(manifest(next));
        }));
        model.add("push of the next image, with a new configuration and one small new layer", 1, 13, all);
    }

    private List<Made> login() {
        String token = backend.secret("SLIPWAY_ADMIN_TOKEN_SECRET").get();
        IssueBearerToken issue = new IssueBearerToken(
                backend.credentialsWithIdentities(),
                backend.bearerIssuer(),
                new Granting(backend.repositories()),
                backend.clock());
        String basic = Base64.getEncoder().encodeToString(bytes("x:" + token));
        Runnable login = () -> assertThat(issue.handle(RegistryClient.request(
                                "GET",
                                "/token?service=slipway&scope=repository:app:pull",
                                Map.of("authorization", "Basic " + basic),
                                new byte[0]))
                        .status())
                .isEqualTo(200);
        login.run();
        return of(login);
    }

    private List<Made> of(Runnable operation) {
        calls.take();
        operation.run();
        return calls.take();
    }

    private Digest put(byte[] content) {
        Digest digest = digest(content);
        assertThat(send("PUT", begin() + "&digest=" + digest, content).status()).isEqualTo(201);
        return digest;
    }

    private void patch(byte[] content) {
        String location = location(send("PATCH", begin(), content));
        assertThat(send("PUT", location + "&digest=" + digest(content), new byte[0])
                        .status())
                .isEqualTo(201);
    }

    private void mount(Digest digest) {
        assertThat(send("POST", "/v2/app/blobs/uploads/?mount=" + digest + "&from=app", new byte[0])
                        .status())
                .isEqualTo(201);
    }

    private String begin() {
        return location(send("POST", "/v2/app/blobs/uploads/", new byte[0]));
    }

    private void pushManifest(byte[] manifest) {
        assertThat(send("PUT", "/v2/app/manifests/latest", manifest).status()).isEqualTo(201);
    }

    private static byte[] manifest(List<byte[]> contents, String... note) {
        String layers = contents.stream().skip(1).map(AwsModelTest::descriptor).collect(Collectors.joining(","));
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + TYPE + "\",\"config\":"
                + descriptor(contents.getFirst()) + ",\"layers\":[" + layers + "],\"annotations\":{\"note\":\""
                + String.join("", note) + "\"}}");
    }

    private static String descriptor(byte[] content) {
        return "{\"mediaType\":\"a/b\",\"digest\":\"" + digest(content) + "\",\"size\":" + content.length + "}";
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
