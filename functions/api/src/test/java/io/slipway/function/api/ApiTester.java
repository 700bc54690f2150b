package io.slipway.function.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Body;
import io.slipway.core.http.Gateway;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.Descriptor;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Router;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.upload.StoreBlob;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The API on an emulated account, with helpers that push images and blobs. */
final class ApiTester implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final EmulatedAccount account;
    final CallCounter calls = new CallCounter();
    final Backend backend;
    private final Router router;

    ApiTester(Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)));
        router = new Router(ApiRoutes.of(backend), backend.forLogins().credentials());
    }

    /** Sends a request with the administrator's token. */
    JsonNode send(String method, String address, String body, int expected) {
        return send(EmulatedAccount.ADMIN_TOKEN, method, address, body, expected);
    }

    /** Sends a request with this token, and returns the status. */
    int status(String token, String method, String address, String body) {
        return handle(token, method, address, body).status();
    }

    private Response handle(String token, String method, String address, String body) {
        return router.handle(RegistryClient.request(
                method, address, Map.of("authorization", "Bearer " + token), body.getBytes(StandardCharsets.UTF_8)));
    }

    JsonNode send(String token, String method, String address, String body, int expected) {
        return answer(method + " " + address, handle(token, method, address, body), expected);
    }

    private static JsonNode answer(String what, Response response, int expected) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(what + ": " + text).isEqualTo(expected);
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Publishes a zip of one file with this text, in a form. */
    JsonNode raw(String space, String name, String text, int expected) {
        byte[] head = ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(head);
        body.writeBytes(zip(text));
        body.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of(
                "authorization",
                "Bearer " + EmulatedAccount.ADMIN_TOKEN,
                "content-type",
                "multipart/form-data; boundary=x");
        String address = "/api/" + space + "/packages/raw";
        return answer(
                address, router.handle(RegistryClient.request("POST", address, headers, body.toByteArray())), expected);
    }

    static byte[] zip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("file");
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Sends a login that this principal has signed for a registry to {@code registry.example.com}. */
    void login(String principal, String query, int expected) {
        Gateway gateway = new Gateway("api.example.com", Optional.of(principal));
        Response response = router.handle(new Request(
                "POST",
                "/api/login/aws",
                Query.parse(query),
                Map.of("x-forwarded-host", "registry.example.com"),
                Body.EMPTY,
                "",
                gateway));
        assertThat(response.status()).as(query).isEqualTo(expected);
    }

    RepositoryState see(RepositoryName repository) {
        return backend.manifests().view(repository, Optional.empty(), List.of()).repository();
    }

    /** Pushes a manifest on the condition that its repository has this state; returns whether it was stored. */
    boolean push(RepositoryName repository, String tag, RepositoryState seen) {
        byte[] content = tag.getBytes(StandardCharsets.UTF_8);
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        return backend.manifests()
                .push(new ManifestPush(repository, digest(tag), manifest, content, List.of(new Tag(tag)), seen, "test"))
                .stored();
    }

    void push(String repository, String tag) {
        RepositoryName name = RepositoryName.parse(repository);
        assertThat(push(name, tag, see(name))).isTrue();
    }

    /** Pushes an image with layers of these contents and the config {@code {}}; returns its digest. */
    Digest pushImage(String repository, String tag, String... layers) {
        return pushImage(repository, tag, "application/octet-stream", "{}", layers);
    }

    /** Pushes an image for Linux on this architecture. */
    Digest pushPlatform(String repository, String tag, String architecture, String... layers) {
        String config = "{\"os\":\"linux\",\"architecture\":\"" + architecture + "\"}";
        return pushImage(repository, tag, MediaTypes.OCI_CONFIG, config, layers);
    }

    private Digest pushImage(String repository, String tag, String configType, String config, String... layers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("schemaVersion", 2);
        json.put("mediaType", MediaTypes.OCI_MANIFEST);
        json.set("config", descriptor(repository, configType, config));
        ArrayNode list = json.putArray("layers");
        Stream.of(layers).forEach(layer -> list.add(descriptor(repository, "application/octet-stream", layer)));
        return pushManifest(repository, tag, MediaTypes.OCI_MANIFEST, json);
    }

    /** Pushes an index of these images, each for the architecture at its position. */
    Digest pushIndex(String repository, String tag, List<Digest> images, List<String> architectures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("schemaVersion", 2);
        json.put("mediaType", MediaTypes.OCI_INDEX);
        ArrayNode list = json.putArray("manifests");
        for (int i = 0; i < images.size(); i++) {
            ObjectNode child = new Descriptor(MediaTypes.OCI_MANIFEST, images.get(i), 100).json();
            child.putObject("platform").put("os", "linux").put("architecture", architectures.get(i));
            list.add(child);
        }
        return pushManifest(repository, tag, MediaTypes.OCI_INDEX, json);
    }

    private Digest pushManifest(String repository, String tag, String type, ObjectNode json) {
        RepositoryName name = RepositoryName.parse(repository);
        String content = json.toString();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Manifest manifest = ManifestReader.read(bytes, type);
        List<Tag> tags = List.of(new Tag(tag));
        RepositoryState seen = backend.manifests()
                .view(name, Optional.of(digest(content)), manifest.uses())
                .repository();
        assertThat(backend.manifests()
                        .push(new ManifestPush(name, digest(content), manifest, bytes, tags, seen, "test"))
                        .stored())
                .isTrue();
        return digest(content);
    }

    private ObjectNode descriptor(String repository, String type, String content) {
        return new Descriptor(type, store(repository, content), content.length()).json();
    }

    boolean hasTag(String repository, String tag) {
        return backend.manifests()
                .resolve(RepositoryName.parse(repository), new Tag(tag))
                .isPresent();
    }

    void link(String repository, Digest digest) {
        backend.blobLinks().link(RepositoryName.parse(repository), digest, new StoredBlob("blobs/x/y", 1));
    }

    /** Stores a blob with these bytes. */
    Digest store(String repository, String content) {
        Digest digest = digest(content);
        new StoreBlob(backend.uploads(), backend.uploadObjects())
                .store(
                        RepositoryName.parse(repository),
                        SessionId.next(Instant.now(), SpaceName.DEFAULT),
                        digest,
                        content.getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        account.close();
    }
}
