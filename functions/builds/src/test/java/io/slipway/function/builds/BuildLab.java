package io.slipway.function.builds;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.builds.inputs.BuildId;
import io.slipway.builds.inputs.BuildInputs;
import io.slipway.builds.inputs.DeploymentTarget;
import io.slipway.builds.instant.InstantBuilds;
import io.slipway.builds.job.BuildJob;
import io.slipway.builds.record.Build;
import io.slipway.builds.record.Builds;
import io.slipway.builds.record.JobCredential;
import io.slipway.builds.report.BuildReport;
import io.slipway.builds.report.ChangedFile;
import io.slipway.builds.report.JobStage;
import io.slipway.core.access.Action;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Response;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.manifest.ManifestReader;
import io.slipway.core.manifest.MediaTypes;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.route.Router;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import io.slipway.emulators.JsonServer;
import io.slipway.emulators.SilentContext;
import io.slipway.emulators.codebuild.CodeBuildEmulator;
import io.slipway.emulators.codebuild.Project;
import io.slipway.packages.feed.PackageFile;
import io.slipway.packages.feed.PackageId;
import io.slipway.packages.feed.PackageManifest;
import io.slipway.packages.feed.PackageVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Runs builds on an emulated account with an emulated CodeBuild, whose jobs wait until the test ends them. The test
 * reports and pushes in place of the builder.
 */
final class BuildLab implements AutoCloseable {
    static final String BUILDS = "/api/spaces/default/builds";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROJECT = "builds";
    private static final String BUILDSPEC = """
        version: 0.2
        phases:
          build:
            commands:
              - while [ ! -e "$LAB/${SLIPWAY_BUILD#*/}" ]; do sleep 0.02; done
              - exit $(cat "$LAB/${SLIPWAY_BUILD#*/}")
        """;

    final EmulatedAccount account;
    private final boolean owner;
    final CallCounter calls = new CallCounter();
    final Backend backend;
    final List<ObjectNode> events = new CopyOnWriteArrayList<>();
    private final Path folder;
    private final Map<String, String> environment;
    private final Router router;
    private final JobsHandler handler;
    private final Duration timeout;
    /** The time by which the functions' clock is ahead of the machine's. */
    volatile Duration ahead = Duration.ZERO;

    private final InstantSource time = () -> Instant.now().plus(ahead);

    private CodeBuildEmulator codeBuild;
    private JsonServer codeBuildServer;
    /** Set to lose CodeBuild's events. */
    volatile boolean lossy;

    BuildLab(Path folder, int places, Duration timeout, int accountLimit) throws IOException {
        this(EmulatedAccount.start(folder.resolve("s3")), true, folder, places, timeout, accountLimit);
    }

    /** Creates a lab on an account that outlives it, after removing the remains of earlier labs. */
    static BuildLab on(EmulatedAccount account, Path folder, int places, Duration timeout, int accountLimit)
            throws IOException {
        BuildLab lab = new BuildLab(account, false, folder, places, timeout, accountLimit);
        lab.sweep();
        return lab;
    }

    private BuildLab(
            EmulatedAccount account, boolean owner, Path folder, int places, Duration timeout, int accountLimit)
            throws IOException {
        this.account = account;
        this.owner = owner;
        this.folder = Files.createDirectories(folder.resolve("lab"));
        this.timeout = timeout;
        codeBuild = startCodeBuild(accountLimit);
        codeBuildServer = JsonServer.start(codeBuild);
        environment = account.environment();
        environment.put("AWS_ENDPOINT_URL_CODEBUILD", codeBuildServer.uri().toString());
        environment.put("SLIPWAY_BUILDS_PROJECT", PROJECT);
        environment.put("TMPDIR", temporary().toString());
        environment.put("SLIPWAY_BUILDS_PLACES", Integer.toString(places));
        environment.put("SLIPWAY_BUILDS_TIMEOUT_MINUTES", "60");
        Environment variables = new Environment(environment);
        backend = new Backend(variables, new AwsClients(variables, Optional.of(calls)), time.withZone(ZoneOffset.UTC));
        router =
                new Router(new BuildParts(backend).routes(), backend.forLogins().credentials());
        handler = new JobsHandler(backend);
    }

    BuildLab(Path folder) throws IOException {
        this(folder, 5, Duration.ofMinutes(1), 100);
    }

    /** Returns the folder for the functions' temporary files. */
    Path temporary() throws IOException {
        return Files.createDirectories(folder.resolve("tmp"));
    }

    private CodeBuildEmulator startCodeBuild(int accountLimit) throws IOException {
        return CodeBuildEmulator.start(
                List.of(new Project(PROJECT, BUILDSPEC, Map.of("LAB", folder.toString()), timeout)),
                new CodeBuildEmulator.Settings(
                        folder.resolve("codebuild"), project -> Map.of(), accountLimit, this::changed));
    }

    private void changed(ObjectNode detail) {
        events.add(detail);
        if (!lossy) {
            deliver(detail);
        }
    }

    /** Returns the events of this build's job so far. */
    List<ObjectNode> eventsOf(String id) {
        return events.stream().filter(event -> event.toString().contains(id)).toList();
    }

    /** Delivers an event to the function. */
    void deliver(ObjectNode detail) {
        handler.handleRequest(
                new ScheduledEvent()
                        .withDetailType("CodeBuild Build State Change")
                        .withDetail(JSON.convertValue(detail, new TypeReference<>() {})),
                SilentContext.INSTANCE);
    }

    /** Records a build with the inputs of one that has ended, for another deployment, as a request does before the build runs. */
    BuildInputs recorded(String like, boolean byRequest) {
        BuildInputs old = backend.forBuilds()
                .builds()
                .find(new BuildId(SpaceName.DEFAULT, like))
                .orElseThrow()
                .inputs();
        SecureRandom random = new SecureRandom();
        BuildInputs inputs = new BuildInputs(
                BuildId.next(SpaceName.DEFAULT, Instant.now(), random),
                new DeploymentTarget("deployments-other", "Other", null),
                old.sdi(),
                old.packages(),
                List.of(),
                old.repository(),
                new Tag(old.tag() + "-other"),
                old.bases(),
                false,
                old.builder());
        backend.forBuilds().buildObjects().putJob(new BuildJob(inputs, "https://registry.example.com", ""));
        Build build = new Build(
                "other key " + old.tag(),
                inputs,
                false,
                "admin",
                new JobCredential(TokenSecret.generate(random).id(), "hash"),
                Instant.now(),
                InstantBuilds.begun(Instant.now(), byRequest),
                "",
                false);
        assertThat(backend.forBuilds()
                        .builds()
                        .add(build, new Builds.Before(Optional.empty(), Optional.empty(), Optional.empty())))
                .isTrue();
        return inputs;
    }

    /** Delivers the event about a new build to the function. */
    void requested(BuildId build) {
        handler.handleRequest(
                new ScheduledEvent()
                        .withDetailType("build.requested")
                        .withDetail(Map.of("space", build.space().value(), "build", build.id())),
                SilentContext.INSTANCE);
    }

    /** Runs the scheduled sweep. */
    void sweep() {
        handler.handleRequest(new ScheduledEvent().withDetailType("Scheduled Event"), SilentContext.INSTANCE);
    }

    /** Restarts the emulated CodeBuild; its running builds are lost without an event. */
    JobsHandler restartCodeBuild() throws IOException {
        codeBuildServer.close();
        codeBuild.close();
        codeBuild = startCodeBuild(100);
        codeBuildServer = JsonServer.start(codeBuild);
        environment.put("AWS_ENDPOINT_URL_CODEBUILD", codeBuildServer.uri().toString());
        return new JobsHandler(environment);
    }

    Response send(String token, String method, String address, String body) {
        return router.handle(RegistryClient.request(
                method,
                address,
                Map.of("authorization", "Bearer " + token, "host", "registry.example.com"),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    JsonNode send(String method, String address, String body, int expected) {
        Response response = send(EmulatedAccount.ADMIN_TOKEN, method, address, body);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(response.status()).as(method + " " + address + ": " + text).isEqualTo(expected);
        return json(text);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.isEmpty() ? "{}" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String request(String deployment, String more) {
        return """
            {"package": "MyWebApp", "version": "1.2.0", "deployment": "%s", "environment": "Production"%s}\
            """.formatted(deployment, more);
    }

    /** Requests a build, and returns its id. */
    String ask(String deployment) {
        return send("POST", BUILDS, request(deployment, ""), 202).path("id").asText();
    }

    /** Creates a token for these actions on the repositories of the default space that match a pattern. */
    String token(String repository, Action... actions) {
        TokenSecret secret = TokenSecret.generate(new SecureRandom());
        Grant grant = new Grant("default", repository, Set.of(actions));
        backend.forLogins()
                .tokens()
                .add(new Token(
                        secret.id(),
                        "test",
                        secret.hash(),
                        List.of(grant),
                        Instant.now(),
                        Optional.empty(),
                        Optional.empty()));
        return secret.reveal();
    }

    JsonNode get(String id) {
        return send("GET", BUILDS + "/" + id, "", 200);
    }

    String state(String id) {
        return get(id).path("state").asText();
    }

    void await(String id, String state) {
        await(() -> state(id).equals(state), "the build to be " + state);
    }

    static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for " + what).isLessThan(end);
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Reports and pushes as the builder does, and ends the job. */
    Digest succeed(String id) {
        JsonNode build = get(id);
        String image = build.path("image").asText();
        String name = image.substring(image.indexOf('/') + 1, image.lastIndexOf(':'));
        byte[] content = ("{\"schemaVersion\":2,\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\",\"manifests\":[],"
                        + "\"annotations\":{\"build\":\"" + image + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        String job = backend.forBuilds()
                .builds()
                .find(new BuildId(SpaceName.DEFAULT, id))
                .orElseThrow()
                .credential()
                .id();
        Digest digest = push(
                RepositoryName.parse(name),
                image.substring(image.lastIndexOf(':') + 1),
                content,
                MediaTypes.OCI_INDEX,
                job);
        report(id, new BuildReport(JobStage.DONE, digest, null, List.of(), files(id), Map.of(JobStage.BUILD, 1_000L)));
        end(id, 0);
        return digest;
    }

    private static List<ChangedFile> files(String id) {
        String text = "Build=" + id + "\n";
        return List.of(new ChangedFile("app.properties", List.of("structured variables"), digest(text), text));
    }

    void report(String id, BuildReport report) {
        backend.forBuilds().buildObjects().putReport(new BuildId(SpaceName.DEFAULT, id), report);
    }

    /** Ends the job with this status. */
    void end(String id, int status) {
        try {
            Path fresh = Files.writeString(folder.resolve(id + ".new"), Integer.toString(status));
            Files.move(fresh, folder.resolve(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores an object in the bucket that is not used by Slipway itself. */
    void landForeign(String key, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, bytes);
        account.land(key, bytes, Base64.getEncoder().encodeToString(digest.hash()), digest.hex());
    }

    void addPackage(String id, String version, Map<String, String> files) {
        byte[] archive = zip(files);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, archive);
        PackageId name = new PackageId(id);
        RepositoryName repository = name.repository(SpaceName.DEFAULT);
        String key = "blobs/default/" + digest.hex();
        account.land(key, archive, Base64.getEncoder().encodeToString(digest.hash()), digest.hex());
        backend.blobLinks().link(repository, digest, new StoredBlob(key, archive.length));
        PackageVersion parsed = new PackageVersion(version);
        PackageFile file = new PackageFile(id + "." + version + ".zip", digest, archive.length);
        push(
                repository,
                parsed.tag().value(),
                PackageManifest.write(name, parsed, file, Instant.EPOCH),
                MediaTypes.OCI_MANIFEST);
    }

    Digest push(RepositoryName repository, String tag, byte[] content, String type) {
        return push(repository, tag, content, type, "somebody");
    }

    /** Pushes a manifest with the token of this id; returns the tags that were refused. */
    List<Tag> tries(RepositoryName repository, String tag, byte[] content, String type) {
        var seen = backend.manifests()
                .view(repository, Optional.of(Digest.of(DigestAlgorithm.SHA256, content)), List.of())
                .repository();
        return backend.manifests()
                .push(new ManifestPush(
                        repository,
                        Digest.of(DigestAlgorithm.SHA256, content),
                        ManifestReader.read(content, type),
                        content,
                        List.of(new Tag(tag)),
                        seen,
                        "somebody"))
                .pinned();
    }

    private Digest push(RepositoryName repository, String tag, byte[] content, String type, String pusher) {
        Manifest manifest = ManifestReader.read(content, type);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        var seen = backend.manifests()
                .view(repository, Optional.empty(), List.of())
                .repository();
        assertThat(backend.manifests()
                        .push(new ManifestPush(
                                repository, digest, manifest, content, List.of(new Tag(tag)), seen, pusher))
                        .stored())
                .isTrue();
        return digest;
    }

    static Digest digest(String text) {
        return Digest.of(DigestAlgorithm.SHA256, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] zip(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        codeBuildServer.close();
        codeBuild.close();
        if (owner) {
            account.close();
        }
    }
}
