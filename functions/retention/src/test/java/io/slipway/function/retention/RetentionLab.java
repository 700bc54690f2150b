package io.slipway.function.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.inputs.InputPackage;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.BuildState;
import io.slipway.builds.record.BuildStatus;
import io.slipway.builds.record.JobCredential;
import io.slipway.builds.retention.HeldManifest;
import io.slipway.builds.retention.RepositoryContents;
import io.slipway.core.bin.Bin;
import io.slipway.core.bin.BinEntry;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.Space;
import io.slipway.core.space.SpaceSettings;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The function on an emulated account, with images and builds of deployments, and a clock that tests move. */
final class RetentionLab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final MovingClock clock = new MovingClock(Instant.parse("2026-03-01T12:00:00Z"));
    final CallCounter calls = new CallCounter();
    final Backend backend;
    private final EmulatedAccount account;
    private final RetentionRoutes routes;
    private final Random random = new Random(17);

    RetentionLab(Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), clock);
        routes = new RetentionRoutes(backend);
    }

    SpaceName space(String name) {
        SpaceName space = new SpaceName(name);
        assertThat(backend.spaces().add(Space.begin(space, Instant.EPOCH, SpaceSettings.DEFAULT)))
                .isTrue();
        return space;
    }

    static Digest digest(byte[] content) {
        return Digest.of(DigestAlgorithm.SHA256, content);
    }

    /** Pushes an image of this name; its layer has 1,000 bytes. */
    Digest push(String repository, String name, String... tags) {
        return push(repository, image(name, ""), tags);
    }

    Digest push(String repository, byte[] content, String... tags) {
        RepositoryName target = RepositoryName.parse(repository);
        ManifestReader.read(content, type(content))
                .blobs()
                .forEach(blob -> backend.blobLinks()
                        .link(
                                target,
                                blob.digest(),
                                new StoredBlob("blobs/" + blob.digest().hex(), blob.size())));
        var seen = backend.manifests().view(target, Optional.empty(), List.of()).repository();
        var push = new ManifestPush(
                target,
                digest(content),
                ManifestReader.read(content, type(content)),
                content,
                List.of(tags).stream().map(Tag::new).toList(),
                seen,
                "job");
        assertThat(backend.manifests().push(push).stored()).isTrue();
        return digest(content);
    }

    private static String type(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).contains(MediaTypes.OCI_INDEX)
                ? MediaTypes.OCI_INDEX
                : MediaTypes.OCI_MANIFEST;
    }

    /** Pushes images that have their config and layer in common, one with each of these tags. */
    void pushAll(String repository, List<String> tags) {
        // The first push creates the repository.
        push(repository, image("shared", annotation(tags.getFirst())), tags.getFirst());
        RepositoryName target = RepositoryName.parse(repository);
        var seen = backend.manifests().view(target, Optional.empty(), List.of()).repository();
        tags.stream().skip(1).parallel().forEach(tag -> {
            byte[] content = image("shared", annotation(tag));
            var manifest = ManifestReader.read(content, MediaTypes.OCI_MANIFEST);
            var push = new ManifestPush(target, digest(content), manifest, content, List.of(new Tag(tag)), seen, "job");
            assertThat(backend.manifests().push(push).stored()).isTrue();
        });
    }

    private static String annotation(String tag) {
        return ",\"annotations\":{\"tag\":\"" + tag + "\"}";
    }

    static byte[] image(String name, String more) {
        String blob = "{\"mediaType\":\"application/x\",\"digest\":\"%s\",\"size\":%d}";
        String config = blob.formatted(digest(("config " + name).getBytes(StandardCharsets.UTF_8)), 10);
        String layer = blob.formatted(digest(("layer " + name).getBytes(StandardCharsets.UTF_8)), 1_000);
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"config\":" + config
                        + ",\"layers\":[" + layer + "]" + more + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    static byte[] referrer(String name, Digest subject) {
        return image(name, ",\"subject\":{\"mediaType\":\"application/x\",\"digest\":\"" + subject + "\",\"size\":1}");
    }

    /** Records a build of a package for a deployment in an environment, and pushes its image. */
    Build deploy(String repository, String deployment, String environment, String packageId, String version) {
        RepositoryName target = RepositoryName.parse(repository);
        SpaceName space = target.space();
        Tag tag = new Tag(version + "-" + deployment);
        InputPackage sdi = new InputPackage(
                packageId,
                version,
                new RepositoryName(space, "packages/" + packageId),
                digest(new byte[1]),
                7,
                "a.zip",
                true,
                "");
        BuildInputs inputs = new BuildInputs(
                BuildId.next(space, clock.instant(), random),
                new DeploymentTarget(deployment, environment, null),
                sdi,
                List.of(),
                List.of(),
                target,
                tag,
                List.of(),
                false,
                BuildInputs.BUILDER);
        Build build = new Build(
                "key " + tag,
                inputs,
                true,
                "admin",
                new JobCredential("job", "hash"),
                clock.instant(),
                BuildStatus.NEW,
                "",
                false);
        var before = backend.forBuilds().builds().before(build.key(), target, tag);
        assertThat(backend.forBuilds().builds().add(build, before)).isTrue();
        Digest digest = push(repository, "image of " + tag, tag.value());
        assertThat(backend.forBuilds()
                        .builds()
                        .end(build, BuildStatus.NEW.ended(BuildState.SUCCEEDED, clock.instant(), digest, null)))
                .isTrue();
        return build;
    }

    void days(int days) {
        clock.advance(Duration.ofDays(days));
    }

    boolean hasTag(String repository, String tag) {
        return backend.manifests()
                .resolve(RepositoryName.parse(repository), new Tag(tag))
                .isPresent();
    }

    static byte[] index(Digest... children) {
        String parts = Stream.of(children)
                .map(child ->
                        "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\",\"digest\":\"" + child + "\",\"size\":1}")
                .collect(Collectors.joining(","));
        return ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[" + parts + "]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Puts a manifest into the bin for seven days. */
    BinEntry discard(String repository, Digest digest) {
        RepositoryContents contents = backend.forBuilds().contents().read(RepositoryName.parse(repository));
        HeldManifest manifest = contents.manifests().stream()
                .filter(it -> it.digest().equals(digest))
                .findFirst()
                .orElseThrow();
        List<Tag> tags = contents.tags().stream()
                .filter(tag -> tag.digest().equals(digest))
                .map(tag -> new Tag(tag.name()))
                .toList();
        return backend.bin()
                .discard(
                        contents.name(),
                        new Bin.Discarded(digest, manifest.revision(), manifest.subject(), tags),
                        clock.instant().plus(Duration.ofDays(7)))
                .orElseThrow();
    }

    boolean hasManifest(String repository, Digest digest) {
        return backend.manifests()
                .find(RepositoryName.parse(repository), digest)
                .isPresent();
    }

    JsonNode send(String method, String address, String body, int expected) {
        return send(EmulatedAccount.ADMIN_TOKEN, method, address, body, expected);
    }

    /** Sends a request of the administrator with these headers. */
    Response answer(String method, String address, String body, Map<String, String> headers) {
        return answer(EmulatedAccount.ADMIN_TOKEN, method, address, body, headers);
    }

    private Response answer(String token, String method, String address, String body, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("authorization", "Bearer " + token);
        return routes.router()
                .handle(RegistryClient.request(method, address, all, body.getBytes(StandardCharsets.UTF_8)));
    }

    static String etag(Response response) {
        return Objects.requireNonNull(response.headers().get("ETag"));
    }

    JsonNode send(String token, String method, String address, String body, int expected) {
        Response response = answer(token, method, address, body, Map.of());
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(method + " " + address + ": " + text).isEqualTo(expected);
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs the rules as the schedule does. */
    void scheduled() {
        send("POST", RetentionRoutes.SCHEDULED, "", 204);
    }

    @Override
    public void close() {
        account.close();
    }
}
