package io.slipway.bench.builds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A one-machine cloud that builds images, with its process. */
final class CloudUnderBuilds {
    /** The clock ticks per second in which {@code /proc} counts CPU time on Linux. */
    private static final double TICKS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE = 20;

    private final URI url;
    private final Path data;
    private final long process;
    private final Path launcher;
    private final Path work;
    private final String token;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Connects to a running cloud.
     *
     * @param data its data folder
     * @param process the id of its process
     * @param launcher the command {@code slipway}
     * @param work a folder for temporary files
     */
    CloudUnderBuilds(URI url, Path data, long process, Path launcher, Path work) throws IOException {
        this.url = url;
        this.data = data;
        this.process = process;
        this.launcher = launcher;
        this.work = work;
        this.token = Files.readString(data.resolve("admin-token")).strip();
    }

    String host() {
        return url.getAuthority();
    }

    /** Runs a command with the administrator's token of the cloud; returns its standard output. */
    String slipway(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SLIPWAY_BUILD", "never");
        Path errors = Files.createTempFile(work, "errors", ".txt");
        try {
            Process running = builder.redirectError(errors.toFile()).start();
            String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (running.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + Files.readString(errors));
            }
            return out.strip();
        } finally {
            Files.delete(errors);
        }
    }

    /** Requests a build and waits until its image exists. */
    JsonNode build(String id, String deployment, String environment) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of(
                "package",
                id,
                "version",
                "1.0.0",
                "deployment",
                deployment,
                "environment",
                environment,
                "variables",
                Map.of("Database:Host", deployment + ".example.com")));
        JsonNode build = call("POST", "/api/spaces/default/builds", body);
        while (List.of("Queued", "Running").contains(build.path("state").asText())) {
            Thread.sleep(PAUSE);
            build = call("GET", "/api/spaces/default/builds/" + build.path("id").asText(), "");
        }
        if (!build.path("state").asText().equals("Succeeded")) {
            throw new IOException("the build must succeed, but was " + build);
        }
        return build;
    }

    /** Returns the last lines of a build's log. */
    String log(JsonNode build) throws IOException, InterruptedException {
        return call("GET", "/api/spaces/default/builds/" + build.path("id").asText() + "/log", "")
                .toString();
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    private JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(url.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** Reads the manifest of an index's image for linux/amd64. */
    JsonNode image(JsonNode build) throws IOException, InterruptedException {
        String repository =
                build.path("reference").asText().replaceFirst("^[^/]+/", "").replaceFirst("@.*$", "");
        JsonNode index = manifest(repository, build.path("digest").asText());
        return manifest(
                repository, index.path("manifests").path(0).path("digest").asText());
    }

    private JsonNode manifest(String repository, String digest) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8));
        String scope = "/token?service=slipway&scope=repository:" + repository + ":pull";
        HttpResponse<String> login = http.send(
                HttpRequest.newBuilder(url.resolve(scope))
                        .header("Authorization", "Basic " + basic)
                        .build(),
                BodyHandlers.ofString());
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(url.resolve("/v2/" + repository + "/manifests/" + digest))
                        .header(
                                "Authorization",
                                "Bearer "
                                        + JSON.readTree(login.body())
                                                .path("token")
                                                .asText())
                        .header(
                                "Accept",
                                "application/vnd.oci.image.index.v1+json,application/vnd.oci.image.manifest.v1+json")
                        .build(),
                BodyHandlers.ofString());
        return JSON.readTree(response.body());
    }

    /** Returns the size of all objects in the bucket, in bytes. */
    long stored() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("s3"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Returns the CPU time of the cloud and of its ended jobs, in seconds. */
    double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = 11; i <= 14; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks / TICKS;
    }

    /** Returns the machine's load average of the last minute. */
    static String load() throws IOException {
        return String.format(
                Locale.ROOT,
                "%s on %d cores",
                Files.readString(Path.of("/proc/loadavg")).split(" ", -1)[0],
                Runtime.getRuntime().availableProcessors());
    }
}
