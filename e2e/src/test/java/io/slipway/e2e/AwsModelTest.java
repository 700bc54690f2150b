package io.slipway.e2e;

import static io.slipway.e2e.CountedRegistry.bytes;
import static io.slipway.e2e.CountedRegistry.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Granting;
import io.slipway.core.access.IssueBearerToken;
import io.slipway.core.contract.RegistryClient;
import io.slipway.e2e.AwsModel.Operation;
import io.slipway.e2e.MeasuredCalls.Made;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Counts the calls of the operations in {@code docs/operate/costs.md}, which estimates their cost in AWS. {@code
 * bench/aws-model} writes the table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsModelTest {
    private static final boolean WRITE = "write".equals(System.getProperty("slipway.golden"));
    private static final double IMAGE_GIGABYTES = 0.1;
    private static final int LAYERS = 5;

    private final MeasuredCalls calls = new MeasuredCalls();
    private final AwsModel model = new AwsModel();
    private CountedRegistry registry;

    @BeforeAll
    void start(@TempDir Path folder) {
        registry = new CountedRegistry(folder, calls);
    }

    @AfterAll
    void stop() {
        registry.close();
    }

    @Test
    void the_page_about_costs_has_the_counted_calls() throws IOException {
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
        contents.forEach(registry::put);
        byte[] manifest = manifest(contents);
        registry.manifest(manifest);
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
        model.add("HEAD of a manifest by its tag", 0, 1, of(() -> registry.send("HEAD", byTag)));
        registry.send("GET", byTag);
        model.add("GET of a manifest by its tag, not the first time", 0, 1, of(() -> registry.send("GET", byTag)));
        model.add(
                "GET of a manifest by its digest",
                0,
                1,
                of(() -> registry.send("GET", "/v2/app/manifests/" + digest(manifest))));
        model.add("HEAD of a blob that is there", 0, 1, of(() -> registry.send("HEAD", blob)));
        model.add(
                "HEAD of a blob that is not there",
                0,
                1,
                of(() -> registry.send("HEAD", "/v2/app/blobs/" + digest(bytes("nothing")))));
        model.add("blob of up to 4 MiB, by POST and PUT", 0, 2, of(() -> registry.put(content)));
        model.add("blob of up to 4 MiB, by POST, PATCH and PUT", 0, 3, of(() -> registry.patch(bytes("another blob"))));
        model.add(
                "mount of a blob",
                0,
                1,
                of(() -> assertThat(registry.mount(digest(content))).isTrue()));
        model.add(
                "PUT of a manifest with 6 blobs and a tag",
                0,
                1,
                of(() -> registry.manifest(manifest(contents, "new"))));
        model.add("page of tags", 0, 1, of(() -> registry.send("GET", "/v2/app/tags/list")));
    }

    private void pull(List<Made> login, byte[] manifest, List<byte[]> contents) {
        List<Made> all = new ArrayList<>(login);
        all.addAll(of(() -> {
            registry.send("HEAD", "/v2/app/manifests/latest");
            registry.send("GET", "/v2/app/manifests/" + digest(manifest));
            contents.forEach(content -> registry.send("GET", "/v2/app/blobs/" + digest(content)));
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
            next.forEach(content -> registry.send("HEAD", "/v2/app/blobs/" + digest(content)));
            registry.put(next.get(0));
            registry.put(next.get(LAYERS));
            registry.send("HEAD", "/v2/app/manifests/latest");
            registry.manifest(manifest(next));
        }));
        model.add("push of the next image, with a new configuration and one small new layer", 1, 13, all);
    }

    private List<Made> login() {
        String token = registry.backend.secret("SLIPWAY_ADMIN_TOKEN_SECRET").get();
        IssueBearerToken issue = new IssueBearerToken(
                registry.backend.forLogins().credentialsWithIdentities(),
                registry.backend.forLogins().bearerIssuer(),
                new Granting(registry.backend.repositories()),
                registry.backend.clock());
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

    private static byte[] manifest(List<byte[]> contents, String... note) {
        String layers = contents.stream().skip(1).map(AwsModelTest::descriptor).collect(Collectors.joining(","));
        return bytes("{\"schemaVersion\":2,\"mediaType\":\"" + CountedRegistry.TYPE + "\",\"config\":"
                + descriptor(contents.getFirst()) + ",\"layers\":[" + layers + "],\"annotations\":{\"note\":\""
                + String.join("", note) + "\"}}");
    }

    private static String descriptor(byte[] content) {
        return "{\"mediaType\":\"a/b\",\"digest\":\"" + digest(content) + "\",\"size\":" + content.length + "}";
    }
}
