package io.slipway.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.slipway.core.digest.Digest;
import io.slipway.core.name.RepositoryName;
import io.slipway.packages.feed.PackageId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds an image with one of the engines, on a base image of this registry whose only file is a tiny program. */
final class BuildCheck implements Check {
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<String> GOING_ON = Set.of("Queued", "Running");
    private static final String BASE = "doctor-base";

    private final Engine engine;

    BuildCheck(Engine engine) {
        this.engine = engine;
    }

    /** The engine of a build, and a Dockerfile for it. */
    enum Engine {
        /** A job, which runs the tiny program. */
        JOB(
                "job",
                "build by a job",
                "RUN [\"/true\"]",
                "the build's log shows the cause; in AWS it is also in the log group of the CodeBuild project",
                "compare the account's concurrent builds of CodeBuild with its quota, and see the events of"
                        + " JobsFunction",
                "JobsFunction"),
        /** The function that handles the request, which copies a file. */
        INSTANT(
                "instant",
                "instant build",
                "COPY sdi.yaml /sdi.yaml",
                "the log of BuildsFunction shows the cause",
                "see the events of BuildsFunction: its time and memory limit the instant builds",
                "BuildsFunction");

        private final String id;
        private final String check;
        private final String instruction;
        private final String remedy;
        private final String remedyForWaiting;
        private final String function;

        Engine(String id, String check, String instruction, String remedy, String remedyForWaiting, String function) {
            this.id = id;
            this.check = check;
            this.instruction = instruction;
            this.remedy = remedy;
            this.remedyForWaiting = remedyForWaiting;
            this.function = function;
        }

        private String packageId() {
            return "doctor-" + id;
        }

        private Map<String, String> files() {
            return Map.of(
                    "Dockerfile",
                    "ARG BASE\nFROM $BASE\n" + instruction + "\n",
                    "sdi.yaml",
                    "build:\n  baseImages: { BASE: \"" + BASE + ":1\" }\n");
        }
    }

    @Override
    public String name() {
        return engine.check;
    }

    @Override
    public String remedy() {
        return engine.remedy;
    }

    @Override
    public CheckResult run(Site site) throws IOException {
        pushBase(site);
        publish(site);
        String builds = "/api/spaces/" + site.space() + "/builds";
        Instant begin = Instant.now();
        JsonNode build = site.connection()
                .call(
                        "POST",
                        builds,
                        Optional.of(JsonNodeFactory.instance
                                .objectNode()
                                .put("package", engine.packageId())
                                .put("version", "1.0.0")
                                .put("deployment", "doctor")
                                .put("environment", "doctor")));
        String id = build.path("id").asText();
        while (GOING_ON.contains(build.path("state").asText())) {
            if (Duration.between(begin, Instant.now()).compareTo(PATIENCE) > 0) {
                site.connection().call("POST", builds + "/" + id + "/cancel", Optional.empty());
                return CheckResult.failed(
                        "the build must end within " + PATIENCE.toMinutes() + " minutes, but was "
                                + build.path("state").asText(),
                        engine.remedyForWaiting);
            }
            site.pause(PAUSE);
            build = site.connection().call("GET", builds + "/" + id, Optional.empty());
        }
        return judge(site, build, Duration.between(begin, Instant.now()));
    }

    private CheckResult judge(Site site, JsonNode build, Duration time) throws IOException {
        String state = build.path("state").asText();
        if (!state.equals("Succeeded")) {
            return CheckResult.failed(
                    "the build must succeed, but ended as " + state + ": "
                            + build.path("failure").path("message").asText("no reason is known"),
                    remedy());
        }
        String used = build.path("engine").asText();
        if (!used.equals(engine.id)) {
            return CheckResult.failed("the engine must be " + engine.id + ", but was " + used, remedy());
        }
        RepositoryName image = site.repository(engine.packageId());
        Wire.Answer manifest = site.wire()
                .send(site.to(
                                image,
                                site.at(
                                        image,
                                        "manifests/" + build.path("digest").asText()))
                        .method("HEAD", BodyPublishers.noBody()));
        return manifest.status() == 200
                ? CheckResult.ok("an image in " + Sizes.seconds(time))
                : CheckResult.failed(
                        "the built image must exist, but a HEAD got " + manifest.summary(),
                        "the log of " + engine.function + " shows the cause");
    }

    private static void pushBase(Site site) throws IOException {
        RepositoryName repository = site.repository(BASE);
        TinyImage base = TinyProgram.imageForBuildsOf(site);
        site.push(repository, base.config());
        site.push(repository, base.layer());
        site.pushManifest(repository, "1", base.manifest());
    }

    /** Publishes the package in the feed. */
    private void publish(Site site) throws IOException {
        String id = engine.packageId();
        Digest digest = site.push(new PackageId(id).repository(site.space()), zip(engine.files()));
        site.connection()
                .call(
                        "POST",
                        "/api/spaces/" + site.space() + "/packages",
                        Optional.of(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", id)
                                .put("version", "1.0.0")
                                .put("file", id + ".1.0.0.zip")
                                .put("sha256", digest.hex())
                                .put("replace", false)));
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
