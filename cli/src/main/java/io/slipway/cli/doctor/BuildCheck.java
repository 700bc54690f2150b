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

/** Builds an image on a base image of this registry, whose only file is a tiny program that the build runs. */
final class BuildCheck implements Check {
    private static final String PACKAGE = "doctor-job";
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Set<String> GOING_ON = Set.of("Queued", "Running");
    private static final String BASE = "doctor-base";
    private static final Map<String, String> FILES = Map.of(
            "Dockerfile",
            "ARG BASE\nFROM $BASE\nRUN [\"/true\"]\n",
            "sdi.yaml",
            "build:\n  baseImages: { BASE: \"" + BASE + ":1\" }\n");

    @Override
    public String name() {
        return "build by a job";
    }

    @Override
    public String wayOut() {
        return "the build's log names the cause; in AWS it is also in the log group of the CodeBuild project";
    }

    @Override
    public Finding run(Site site) throws IOException {
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
                                .put("package", PACKAGE)
                                .put("version", "1.0.0")
                                .put("deployment", "doctor")
                                .put("environment", "doctor")));
        String id = build.path("id").asText();
        while (GOING_ON.contains(build.path("state").asText())) {
            if (Duration.between(begin, Instant.now()).compareTo(PATIENCE) > 0) {
                site.connection().call("POST", builds + "/" + id + "/cancel", Optional.empty());
                return Finding.failed(
                        "the build must end within " + PATIENCE.toMinutes() + " minutes, but was "
                                + build.path("state").asText(),
                        "compare the account's concurrent builds of CodeBuild with its quota, and see the events of JobsFunction");
            }
            site.pause(PAUSE);
            build = site.connection().call("GET", builds + "/" + id, Optional.empty());
        }
        String state = build.path("state").asText();
        if (!state.equals("Succeeded")) {
            return Finding.failed(
                    "the build must succeed, but ended as " + state + ": "
                            + build.path("failure").path("message").asText("no reason is known"),
                    wayOut());
        }
        RepositoryName image = site.repository(PACKAGE);
        Wire.Answer manifest = site.wire()
                .send(site.to(
                                image,
                                site.at(
                                        image,
                                        "manifests/" + build.path("digest").asText()))
                        .method("HEAD", BodyPublishers.noBody()));
        return manifest.status() == 200
                ? Finding.ok("an image in " + Sizes.seconds(Duration.between(begin, Instant.now())))
                : Finding.failed(
                        "the built image must be there, but a HEAD got " + manifest.summary(),
                        "the log of JobsFunction names the cause");
    }

    private static void pushBase(Site site) throws IOException {
        RepositoryName repository = site.repository(BASE);
        BaseImage base = TinyProgram.imageForBuildsOf(site);
        site.push(repository, base.config());
        site.push(repository, base.layer());
        site.pushManifest(repository, "1", base.manifest());
    }

    /** Puts the package into the feed. */
    private static void publish(Site site) throws IOException {
        Digest digest = site.push(new PackageId(PACKAGE).repository(site.space()), zip());
        site.connection()
                .call(
                        "POST",
                        "/api/spaces/" + site.space() + "/packages",
                        Optional.of(JsonNodeFactory.instance
                                .objectNode()
                                .put("id", PACKAGE)
                                .put("version", "1.0.0")
                                .put("file", PACKAGE + ".1.0.0.zip")
                                .put("sha256", digest.hex())
                                .put("replace", false)));
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }
}
