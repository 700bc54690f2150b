package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes and deletes packages with the command, with a registry client, and with curl as for Octopus's feed. */
@OnSharedCloud
class PackagesTest {
    private static final int LARGE = 6 << 20;

    private final Cloud cloud;
    private final Api api;

    @TempDir
    Path folder;

    PackagesTest(Cloud cloud) {
        this.cloud = cloud;
        this.api = new Api(cloud);
    }

    @Test
    void the_command_pushes_lists_downloads_and_deletes_packages() throws IOException {
        Path large = write("Acme.Web.1.2.0+build.7.zip", 1, LARGE);
        Path small = write("Acme.Web.1.10.0.nupkg", 2, 100);
        assertThat(command("push", large.toString(), small.toString()))
                .isEqualTo("Acme.Web 1.2.0+build.7\nAcme.Web 1.10.0");
        assertThat(command("package", "list").lines()).contains("acme.web");
        assertThat(command("package", "versions", "ACME.web").lines().map(line -> line.split("\t", -1)[0]))
                .containsExactly("1.10.0", "1.2.0+build.7");

        Path down = folder.resolve("down.zip");
        command("package", "download", "Acme.Web", "1.2.0+build.7", "--output", down.toString());
        assertThat(down).hasSameBinaryContentAs(large);
        String newest = command(
                "package",
                "download",
                "acme.web",
                "--output",
                folder.resolve("new").toString());
        assertThat(Path.of(newest)).hasSameBinaryContentAs(small);

        command("package", "delete", "Acme.Web", "1.10.0");
        assertThat(command("package", "versions", "Acme.Web").lines()).hasSize(1);
        assertThat(attempt("package", "delete", "Acme.Web", "1.10.0").errors()).contains("there is no package");
    }

    @Test
    void other_bytes_of_a_version_are_rejected_unless_replacement_is_requested() throws IOException {
        Path first = write("Acme.Once.1.0.0.zip", 1, 1_000);
        assertThat(attempt("push", first.toString()).errors()).contains("Acme.Once.1.0.0.zip: 0.0 MB, done\n");
        assertThat(command("push", first.toString())).isEqualTo("Acme.Once 1.0.0");
        Path other = write("Acme.Once.1.0.0.zip", 2, 1_000);
        Tool.Result refused = attempt("push", other.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.errors()).contains("exists already with other bytes");

        Digest digest = api.pushBlob("default/packages/acme.once", Files.readAllBytes(other));
        String body =
                "{\"id\":\"Acme.Once\",\"version\":\"1.0.0\",\"file\":\"x.zip\",\"sha256\":\"" + digest.hex() + "\"}";
        assertThat(Api.code(post("/api/spaces/default/packages", body))).isEqualTo("409 CONFLICT");

        command("push", "--replace", other.toString());
        command(
                "package",
                "download",
                "Acme.Once",
                "1.0.0",
                "-o",
                folder.resolve("replaced.zip").toString());
        assertThat(folder.resolve("replaced.zip")).hasSameBinaryContentAs(other);
    }

    @Test
    void id_and_version_are_options_if_the_file_name_lacks_them() throws IOException {
        Path file = write("bundle.zip", 1, 100);
        assertThat(attempt("push", file.toString()).errors()).contains("or its name must have an id and a version");
        assertThat(command("push", "--id", "Acme.Bundle", "--version", "7", file.toString()))
                .isEqualTo("Acme.Bundle 7");
        assertThat(attempt("push", "--id", "Acme.Bundle", file.toString()).code())
                .isEqualTo(2);
        assertThat(attempt("push", write("Acme.1.0.0.txt", 1, 1).toString()).errors())
                .contains("must be one of .zip, .nupkg");
    }

    @Test
    void an_archive_that_no_build_could_extract_is_rejected_when_pushed() throws IOException {
        Path zero = Files.createFile(folder.resolve("Zero.1.0.0.zip"));
        assertThat(attempt("push", zero.toString()).errors())
                .contains("Zero.1.0.0.zip cannot be a package: it must have files, but has 0 bytes");
        assertThat(raw("/api/default/packages/raw", zero)).startsWith("400").contains("but has 0 bytes");
        Path garbage = Files.writeString(folder.resolve("Garbage.1.0.0.tar.xz"), "no archive");
        assertThat(attempt("push", garbage.toString()).errors()).contains("it must be compressed with xz");
        Tool oras = Tool.named("oras");
        Tool inFolder = new Tool(oras.program(), folder);
        inFolder.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        for (String file : List.of("Zero.1.0.0.zip", "Garbage.1.0.0.tar.xz")) {
            String target = cloud.host() + "/default/packages/refused:1.0.0";
            Tool.Result refused = inFolder.attempt("", "push", "--plain-http", target, file);
            assertThat(refused.code()).isNotZero();
            assertThat(refused.errors() + refused.output()).contains("the package " + file + " is refused: it");
        }
    }

    @Test
    void a_pushed_folder_is_always_packed_to_the_same_bytes() throws IOException {
        Path image = Files.createDirectory(folder.resolve("My.Image"));
        Files.writeString(image.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
        assertThat(attempt("push", image.toString()).errors()).contains("set the version", "--version");
        assertThat(command("push", image.toString(), "--version", "1.0.0")).isEqualTo("My.Image 1.0.0");
        Files.setLastModifiedTime(image.resolve("Dockerfile"), FileTime.fromMillis(0));
        assertThat(command("push", image.toString(), "--version", "1.0.0")).isEqualTo("My.Image 1.0.0");
        assertThat(attempt(
                                "push",
                                Files.createDirectory(folder.resolve("Empty")).toString(),
                                "--version",
                                "1.0.0")
                        .errors())
                .contains("must have files, but is empty");
    }

    @Test
    void an_artifact_pushed_by_oras_is_a_package() throws IOException {
        Tool oras = Tool.named("oras");
        Path file = write("Acme.Oras.2.0.0.zip", 3, LARGE);
        Tool inFolder = new Tool(oras.program(), folder);
        inFolder.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        String target = cloud.host() + "/default/packages/acme.oras:2.0.0";
        inFolder.run("push", "--plain-http", target, file.getFileName().toString());
        JsonNode found = Api.json(get("/api/spaces/default/packages/Acme.ORAS/versions/2.0.0"));
        assertThat(found.path("id").asText()).isEqualTo("Acme.Oras");
        assertThat(found.path("file").asText()).isEqualTo("Acme.Oras.2.0.0.zip");
        Path down = folder.resolve("oras-down.zip");
        command("package", "download", "acme.oras", "--output", down.toString());
        assertThat(down).hasSameBinaryContentAs(file);

        command("push", write("Acme.Back.1.0.0.zip", 4, 500).toString());
        Path pulled = Files.createDirectory(folder.resolve("pulled"));
        inFolder.run(
                "pull", "--plain-http", "-o", pulled.toString(), cloud.host() + "/default/packages/acme.back:1.0.0");
        assertThat(pulled.resolve("Acme.Back.1.0.0.zip")).hasSameBinaryContentAs(folder.resolve("Acme.Back.1.0.0.zip"));
    }

    @Test
    void clients_of_the_octopus_feed_push_a_form() throws IOException {
        Path file = write("Acme.Raw.1.0.0.zip", 5, 200_000);
        assertThat(raw("/api/default/packages/raw", file)).startsWith("201").contains("\"PackageId\":\"Acme.Raw\"");
        assertThat(raw("/api/packages/raw", file)).startsWith("200");
        write("Acme.Raw.1.0.0.zip", 6, 200_000);
        assertThat(raw("/api/default/packages/raw", file)).startsWith("409").contains("other bytes");
        assertThat(raw("/api/default/packages/raw?overwriteMode=IgnoreIfExists", file))
                .startsWith("200");
        assertThat(raw("/api/default/packages/raw?overwriteMode=Perhaps", file)).startsWith("400");
        assertThat(raw("/api/default/packages/raw?replace=true", file)).startsWith("201");
        Path down = folder.resolve("raw-down.zip");
        command("package", "download", "acme.raw", "1.0.0", "--output", down.toString());
        assertThat(down).hasSameBinaryContentAs(file);
        assertThat(raw("/api/nowhere/packages/raw", file)).startsWith("404");
        assertThat(raw("/api/default/packages/raw", write("Acme.Raw.zip", 1, 10)))
                .startsWith("400");
    }

    @Test
    void a_file_too_large_for_a_form_is_pushed_to_a_presigned_url() throws IOException {
        Path file = write("Acme.Large.1.0.0.zip", 7, LARGE);
        assertThat(raw("/api/default/packages/raw", file)).startsWith("413").contains("/package-uploads");

        byte[] content = Files.readAllBytes(file);
        Digest digest = Digest.of(DigestAlgorithm.SHA256, content);
        String body = "{\"id\":\"Acme.Large\",\"version\":\"1.0.0\",\"file\":\"Acme.Large.1.0.0.zip\",\"size\":"
                + content.length + ",\"sha256\":\"" + digest.hex() + "\"}";
        JsonNode answer = Api.json(post("/api/spaces/default/package-uploads", body));
        JsonNode upload = answer.path("upload");
        JsonNode publish = answer.path("publish");
        assertThat(Api.code(
                        post(publish.path("url").asText(), publish.path("body").toString())))
                .isEqualTo("404 BLOB_UNKNOWN");

        Path wrong = write("wrong.zip", 8, LARGE);
        assertThat(put(upload, wrong)).startsWith("400");
        assertThat(put(upload, file)).startsWith("200");
        assertThat(post(publish.path("url").asText(), publish.path("body").toString())
                        .statusCode())
                .isEqualTo(201);
        Path down = folder.resolve("large-down.zip");
        command("package", "download", "acme.large", "--output", down.toString());
        assertThat(down).hasSameBinaryContentAs(file);
    }

    @Test
    void a_token_has_access_only_to_the_packages_of_its_grant() throws IOException {
        command(
                "push",
                write("Acme.Seen.1.0.0.zip", 1, 10).toString(),
                write("Acme.Hidden.1.0.0.zip", 2, 10).toString());
        String token = slipway()
                .run(
                        "token",
                        "create",
                        "reader",
                        "--repository",
                        "packages/acme.seen",
                        "--actions",
                        "pull",
                        "--url",
                        cloud.url().toString(),
                        "--token",
                        cloud.adminToken());
        Map<String, String> reader = Map.of("Authorization", "Bearer " + token);
        String packages = "/api/spaces/default/packages";
        assertThat(api.send("GET", packages, new byte[0], reader).body())
                .isEqualTo("{\"packages\":[{\"id\":\"acme.seen\"}]}");
        assertThat(api.send("GET", packages + "/acme.seen/versions/1.0.0/content", new byte[0], reader)
                        .statusCode())
                .isEqualTo(307);
        for (String hidden :
                List.of("/acme.hidden", "/acme.hidden/versions/1.0.0", "/acme.hidden/versions/1.0.0/content")) {
            assertThat(Api.code(api.send("GET", packages + hidden, new byte[0], reader)))
                    .isEqualTo("404 NOT_FOUND");
        }
        assertThat(Api.code(api.send("DELETE", packages + "/acme.seen/versions/1.0.0", new byte[0], reader)))
                .isEqualTo("403 DENIED");
        byte[] body = "{\"id\":\"acme.seen\",\"version\":\"2\",\"file\":\"a.zip\",\"size\":1,\"sha256\":\"%s\"}"
                .formatted("a".repeat(64))
                .getBytes(StandardCharsets.UTF_8);
        for (String path : List.of("/api/spaces/default/package-uploads", packages)) {
            assertThat(Api.code(api.send("POST", path, body, reader))).isEqualTo("403 DENIED");
        }
        assertThat(Api.code(api.send("GET", packages, new byte[0], Map.of()))).isEqualTo("401 UNAUTHORIZED");
    }

    private Tool slipway() {
        return new Tool(Cloud.root().resolve("slipway"), folder);
    }

    private String command(String... arguments) {
        return slipway().run(connected(arguments));
    }

    private Tool.Result attempt(String... arguments) {
        return slipway().attempt("", connected(arguments));
    }

    private String[] connected(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", cloud.url().toString(), "--token", cloud.adminToken()));
        return all.toArray(String[]::new);
    }

    /** Returns the status and the body of curl's response. */
    private String raw(String path, Path file) {
        return curl("-H", "X-Octopus-ApiKey: " + cloud.adminToken(), "-F", "file=@" + file, cloud.url() + path);
    }

    private String put(JsonNode upload, Path file) {
        List<String> arguments = new ArrayList<>();
        upload.path("headers").properties().forEach(it -> {
            arguments.add("-H");
            arguments.add(it.getKey() + ": " + it.getValue().asText());
        });
        arguments.addAll(List.of("-T", file.toString(), upload.path("url").asText()));
        return curl(arguments.toArray(String[]::new));
    }

    private static String curl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-sS", "-w", "\n%{http_code}"));
        all.addAll(List.of(arguments));
        String output = Tool.named("curl").run(all.toArray(String[]::new));
        int line = output.lastIndexOf('\n');
        return output.substring(line + 1) + " " + output.substring(0, Math.max(line, 0));
    }

    private HttpResponse<String> get(String path) {
        return api.send("GET", path, new byte[0], admin());
    }

    private HttpResponse<String> post(String path, String body) {
        return api.send("POST", path, body.getBytes(StandardCharsets.UTF_8), admin());
    }

    private Map<String, String> admin() {
        return Map.of("Authorization", "Bearer " + cloud.adminToken());
    }

    /** Writes a package with incompressible bytes. */
    private Path write(String name, int seed, int size) throws IOException {
        byte[] noise = new byte[size];
        new Random(seed).nextBytes(noise);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("noise"));
            zip.write(noise);
        }
        return Files.write(folder.resolve(name), bytes.toByteArray());
    }
}
