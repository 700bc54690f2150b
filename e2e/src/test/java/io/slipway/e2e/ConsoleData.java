package io.slipway.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.manifest.PutManifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** Fills a registry with data for the console: images, an index, an SBOM, a chart, many tags, packages and builds. */
final class ConsoleData {
    static final String HOSTILE = "<img src=x onerror=alert(1)> שלום 🚢 \"'&";
    private static final String BASE_LAYER = "base layer ".repeat(2_000);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private final Cloud cloud;
    private final Api api;

    ConsoleData(Cloud cloud) {
        this.cloud = cloud;
        this.api = new Api(cloud);
    }

    /** Pushes an image of two layers with hostile labels, and an SBOM about it; returns its digest. */
    Digest image(String repository, String tag) {
        ObjectNode config = JSON.createObjectNode()
                .put("os", "linux")
                .put("architecture", "amd64")
                .put("created", "2026-01-02T03:04:05Z");
        ObjectNode settings = config.putObject("config");
        settings.putArray("Cmd").add("/app");
        settings.putArray("Env").add("PATH=/bin").add("EVIL=" + HOSTILE);
        settings.putObject("Labels").put("description", HOSTILE).put("org.example", "plain");
        var history = config.putArray("history");
        history.addObject().put("created_by", "/bin/sh -c #(nop) COPY base /");
        history.addObject().put("created_by", "RUN /bin/sh -c " + HOSTILE + " # buildkit");
        history.addObject().put("created_by", "CMD [\"/app\"]").put("empty_layer", true);
        ObjectNode manifest = manifest("application/vnd.oci.image.config.v1+json", config.toString(), repository);
        layer(manifest, repository, "application/vnd.oci.image.layer.v1.tar+gzip", BASE_LAYER);
        layer(manifest, repository, "application/vnd.oci.image.layer.v1.tar+gzip", "own layer");
        manifest.putObject("annotations").put("org.opencontainers.image.title", HOSTILE);
        Digest digest = put(repository, tag, MANIFEST, manifest);
        sharing(repository, tag);
        sbom(repository, digest, manifest.toString().length());
        return digest;
    }

    /** Pushes another image that shares the first layer of an image. */
    private void sharing(String repository, String tag) {
        ObjectNode manifest = manifest("application/vnd.oci.image.config.v1+json", "{\"other\":true}", repository);
        layer(manifest, repository, "application/vnd.oci.image.layer.v1.tar+gzip", BASE_LAYER);
        put(repository, tag + "-base", MANIFEST, manifest);
    }

    private void sbom(String repository, Digest subject, int size) {
        ObjectNode manifest = manifest("application/vnd.oci.empty.v1+json", "{}", repository);
        ObjectNode document = JSON.createObjectNode().put("spdxVersion", "SPDX-2.3");
        var packages = document.putArray("packages");
        packages.addObject().put("name", "zlib").put("versionInfo", "1.3.1").put("licenseConcluded", "Zlib");
        packages.addObject().put("name", HOSTILE).put("versionInfo", "2");
        manifest.put("artifactType", "application/spdx+json");
        layer(manifest, repository, "application/spdx+json", document.toString());
        manifest.putObject("subject")
                .put("mediaType", MANIFEST)
                .put("digest", subject.toString())
                .put("size", size);
        put(repository, digest(manifest).toString(), MANIFEST, manifest);
    }

    /** Pushes a chart in Helm's form, whose archive is empty. */
    void chart(String repository, String tag) {
        ObjectNode config = JSON.createObjectNode().put("name", "web").put("version", tag);
        ObjectNode manifest = manifest("application/vnd.cncf.helm.config.v1+json", config.toString(), repository);
        layer(manifest, repository, "application/vnd.cncf.helm.chart.content.v1.tar+gzip", gzip(new byte[1_024]));
        put(repository, tag, MANIFEST, manifest);
    }

    /** Pushes images with many tags, each with as many as one request may set. */
    void manyTags(String repository, int count) {
        ObjectNode manifest = manifest("application/vnd.oci.image.config.v1+json", "{}", repository);
        for (int first = 0; first < count; first += PutManifest.MAX_TAGS) {
            manifest.putObject("annotations").put("first", Integer.toString(first));
            String tags = IntStream.range(first, Math.min(first + PutManifest.MAX_TAGS, count))
                    .mapToObj(tag -> "tag=1." + tag)
                    .collect(Collectors.joining("&"));
            put(repository, digest(manifest) + "?" + tags, MANIFEST, manifest);
        }
    }

    /**
     * Pushes a package whose image is built by a job: its Dockerfile runs commands that print in colour and take some
     * seconds.
     */
    void jobPackage(Path folder) throws Exception {
        SampleApp.pushBusybox(cloud, "busybox:1");
        Path archive = folder.resolve("jobapp.1.0.0.zip");
        String dockerfile = "ARG BASE\n"
                + "FROM $BASE\n"
                + "RUN for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo step-$i; done; echo -e '\\033[31mscarlet\\033[0m';"
                + " sleep 4; echo the-last-step\n";
        Files.write(
                archive,
                SampleApp.zip(Map.of(
                        "Dockerfile", dockerfile, "sdi.yaml", "build:\n  baseImages: { BASE: \"busybox:1\" }\n")));
        new Command(cloud, folder).run("push", archive.toString());
    }

    /** Builds the images of a package for two environments, and waits for both. */
    void builds(Path folder) throws Exception {
        Command slipway = new Command(cloud, folder);
        Path archive = folder.resolve("mywebapp.1.2.0.zip");
        Files.write(
                archive,
                SampleApp.zip(Map.of(
                        "Dockerfile",
                        "FROM scratch\nCOPY . /app\n",
                        "sdi.yaml",
                        "features:\n  structuredVariables: [\"appsettings.json\"]\n",
                        "conf/site.conf",
                        "server {}",
                        "appsettings.json",
                        "{\n"
                                + "  \"Database\": { \"Host\": \"localhost\", \"Port\": 5432 },\n"
                                + "  \"Greeting\": \"hello\"\n"
                                + "}\n")));
        slipway.run("push", archive.toString());
        for (String environment : new String[] {"Test", "Production"}) {
            Path variables = folder.resolve(environment + ".json");
            Files.writeString(
                    variables,
                    "{\"Database:Host\": \"db." + environment.toLowerCase(java.util.Locale.ROOT) + ".example.com\"}");
            Tool.Result result =
                    slipway.build("mywebapp", "1.2.0", "deployments-" + environment, environment, variables.toString());
            if (result.code() != 0) {
                throw new IllegalStateException("cannot build: " + result.errors());
            }
        }
    }

    private ObjectNode manifest(String configType, String config, String repository) {
        byte[] bytes = config.getBytes(StandardCharsets.UTF_8);
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        manifest.putObject("config")
                .put("mediaType", configType)
                .put("digest", api.pushBlob(repository, bytes).toString())
                .put("size", bytes.length);
        manifest.putArray("layers");
        return manifest;
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private void layer(ObjectNode manifest, String repository, String type, String content) {
        layer(manifest, repository, type, content.getBytes(StandardCharsets.UTF_8));
    }

    private void layer(ObjectNode manifest, String repository, String type, byte[] bytes) {
        manifest.withArray("layers")
                .addObject()
                .put("mediaType", type)
                .put("digest", api.pushBlob(repository, bytes).toString())
                .put("size", bytes.length);
    }

    private Digest put(String repository, String reference, String type, ObjectNode manifest) {
        byte[] bytes = manifest.toString().getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> response = api.send(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                bytes,
                Map.of("Authorization", "Bearer " + api.bearer(repository), "Content-Type", type));
        if (response.statusCode() != 201) {
            throw new IllegalStateException("cannot push: " + response.statusCode() + " " + response.body());
        }
        return digest(manifest);
    }

    private static Digest digest(ObjectNode manifest) {
        return Digest.of(DigestAlgorithm.SHA256, manifest.toString().getBytes(StandardCharsets.UTF_8));
    }
}
