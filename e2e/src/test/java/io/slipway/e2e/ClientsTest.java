package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.packages.archive.FolderRemoval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each client logs in, pushes an image of several layers, pulls it into an empty store, and gets the same digest. */
@OnSharedCloud
class ClientsTest {
    private final Path folder = TemporaryFolders.create("slipway-e2e-");

    /** Removes the stores of the client, which are large, before the next test. */
    @AfterEach
    void clean() throws IOException {
        FolderRemoval.remove(folder);
    }

    @Test
    void docker_with_its_classic_store_pushes_and_pulls(Cloud cloud) throws Exception {
        Tool.requireRoot();
        Tool client = Tool.named("docker");
        Path image = TestImage.debian();
        String name = cloud.host() + "/clients-docker:1";
        try (Dockerd first = Dockerd.start(folder.resolve("first"));
                Dockerd second = Dockerd.start(folder.resolve("second"))) {
            client.runWith(cloud.adminToken(), "login", cloud.host(), "--username", "x", "--password-stdin");
            client.run(first.docker("load", "-i", image.toString()));
            client.run(first.docker("tag", "localhost/debian:1", name));
            client.run(first.docker("push", name));
            client.run(second.docker("pull", name));
            String pulled = client.run(second.docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", name));
            assertThat(pulled).endsWith("@" + digest(cloud, "clients-docker:1"));
            assertThat(client.run(second.docker("image", "inspect", "--format", "{{.Id}}", name)))
                    .isEqualTo(client.run(first.docker("image", "inspect", "--format", "{{.Id}}", name)));
        }
    }

    @Test
    void podman(Cloud cloud) {
        Tool.requireRoot();
        Tool podman = Tool.named("podman");
        Path image = TestImage.debian();
        String name = cloud.host() + "/clients-podman:1";
        podman.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        podman.run(store("first", "load", "-i", image.toString()));
        podman.run(store("first", "push", "--tls-verify=false", "localhost/debian:1", name));
        podman.run(store("second", "pull", "--tls-verify=false", name));
        assertThat(podman.run(store("second", "image", "inspect", "--format", "{{.Digest}}", name)))
                .isEqualTo(digest(cloud, "clients-podman:1"));
    }

    @Test
    void buildah(Cloud cloud) {
        Tool.requireRoot();
        Tool buildah = Tool.named("buildah");
        Path image = TestImage.debian();
        String name = cloud.host() + "/clients-buildah:1";
        buildah.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        buildah.run(store("first", "pull", "docker-archive:" + image));
        buildah.run(store("first", "push", "--tls-verify=false", "localhost/debian:1", "docker://" + name));
        buildah.run(store("second", "pull", "--tls-verify=false", name));
        assertThat(buildah.run(store("second", "images", "--digests", "--no-trunc", "--noheading")))
                .contains(digest(cloud, "clients-buildah:1"));
    }

    @Test
    void skopeo(Cloud cloud) throws IOException {
        Tool skopeo = Tool.named("skopeo");
        String name = "docker://" + cloud.host() + "/clients-skopeo:1";
        skopeo.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        skopeo.run("copy", "--dest-tls-verify=false", "docker-archive:" + TestImage.debian(), name);
        Path pulled = folder.resolve("pulled");
        skopeo.run("copy", "--src-tls-verify=false", name, "dir:" + pulled);
        assertThat("sha256:" + sha256(pulled.resolve("manifest.json"))).isEqualTo(digest(cloud, "clients-skopeo:1"));
    }

    @Test
    void crane(Cloud cloud) throws IOException {
        Tool crane = Tool.named("crane");
        String name = cloud.host() + "/clients-crane:1";
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        String pushed = crane.run("push", "--insecure", TestImage.debian().toString(), name);
        Path pulled = folder.resolve("layout");
        crane.run("pull", "--insecure", "--format=oci", name, pulled.toString());
        assertThat(pushed).endsWith("@" + digest(cloud, "clients-crane:1"));
        assertThat(Files.readString(pulled.resolve("index.json"))).contains(digest(cloud, "clients-crane:1"));
        crane.run("validate", "--insecure", "--remote", name);
    }

    @Test
    void an_index_of_two_platforms_is_pushed_and_pulled(Cloud cloud) {
        Tool crane = Tool.named("crane");
        String name = cloud.host() + "/clients-index";
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        for (String architecture : new String[] {"amd64", "arm64"}) {
            crane.run("push", "--insecure", TestImage.debian().toString(), name + ":" + architecture);
            crane.run(
                    "mutate",
                    "--insecure",
                    "--set-platform",
                    "linux/" + architecture,
                    name + ":" + architecture,
                    "-t",
                    name + ":" + architecture);
        }
        crane.run("index", "append", "--insecure", "-m", name + ":amd64", "-m", name + ":arm64", "-t", name + ":both");
        crane.run("validate", "--insecure", "--remote", name + ":both");
        assertThat(crane.run("digest", "--insecure", name + ":both")).isEqualTo(digest(cloud, "clients-index:both"));
    }

    @Test
    void oras(Cloud cloud) throws IOException {
        Tool oras = Tool.named("oras");
        Files.writeString(oras.home().resolve("notes.txt"), "an artifact\n");
        String name = cloud.host() + "/clients-oras:1";
        oras.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        oras.run("push", "--plain-http", "--artifact-type", "text/x-notes", name, "notes.txt:text/plain");
        oras.run("pull", "--plain-http", name, "-o", folder.resolve("pulled").toString());
        assertThat(folder.resolve("pulled/notes.txt")).hasContent("an artifact\n");
        oras.run("attach", "--plain-http", "--artifact-type", "text/x-review", name, "notes.txt:text/plain");
        assertThat(oras.run("discover", "--plain-http", name)).contains("text/x-review");
    }

    @Test
    void regctl(Cloud cloud) {
        Tool regctl = Tool.named("regctl");
        String name = cloud.host() + "/clients-regctl:1";
        regctl.run("registry", "set", cloud.host(), "--tls", "disabled");
        regctl.runWith(cloud.adminToken(), "registry", "login", cloud.host(), "-u", "x", "--pass-stdin");
        regctl.run("image", "import", name, TestImage.debian().toString());
        regctl.run("image", "copy", name, "ocidir://" + folder.resolve("pulled") + ":1");
        assertThat(regctl.run("image", "digest", "ocidir://" + folder.resolve("pulled") + ":1"))
                .isEqualTo(digest(cloud, "clients-regctl:1"));
    }

    @Test
    void containerd_with_ctr_pushes_and_pulls(Cloud cloud) throws Exception {
        Tool.requireRoot();
        Tool ctr = Tool.named("ctr");
        String name = cloud.host() + "/clients-ctr:1";
        String user = "x:" + cloud.adminToken();
        try (Containerd first = Containerd.start(folder.resolve("c1"));
                Containerd second = Containerd.start(folder.resolve("c2"))) {
            ctr.run(first.ctr(
                    "images",
                    "import",
                    "--no-unpack",
                    "--all-platforms",
                    TestImage.debian().toString()));
            ctr.run(first.ctr("images", "tag", "localhost/debian:1", name));
            ctr.run(first.ctr("images", "push", "--plain-http", "--user", user, name));
            ctr.run(second.ctr("content", "fetch", "--all-platforms", "--plain-http", "--user", user, name));
            assertThat(ctr.run(second.ctr("images", "list"))).contains(digest(cloud, "clients-ctr:1"));
        }
    }

    @Test
    void docker_pulls_from_a_public_repository_without_a_login(Cloud cloud) throws Exception {
        Tool.requireRoot();
        Tool client = Tool.named("docker");
        publish(cloud, "clients-public-docker");
        String name = cloud.host() + "/clients-public-docker:1";
        try (Dockerd engine = Dockerd.start(folder.resolve("engine"))) {
            client.run(engine.docker("pull", name));
            assertThat(client.run(engine.docker("image", "inspect", "--format", "{{index .RepoDigests 0}}", name)))
                    .endsWith("@" + digest(cloud, "clients-public-docker:1"));
            new Api(cloud).pushImage("clients-private", "1");
            String hidden = refusal(client, engine.docker("pull", cloud.host() + "/clients-private:1"));
            String missing = refusal(client, engine.docker("pull", cloud.host() + "/clients-missing:1"));
            assertThat(hidden.replace("clients-private", "x")).isEqualTo(missing.replace("clients-missing", "x"));
        }
    }

    @Test
    void crane_lists_and_pulls_public_images_without_a_login(Cloud cloud) {
        Tool crane = Tool.named("crane");
        publish(cloud, "clients-public-crane");
        new Api(cloud).pushImage("clients-hidden", "1");
        crane.run("validate", "--insecure", "--remote", cloud.host() + "/clients-public-crane:1");
        assertThat(crane.run("catalog", "--insecure", cloud.host()).lines())
                .contains("clients-public-crane")
                .doesNotContain("clients-hidden");
        assertThat(crane.attempt("", "digest", "--insecure", cloud.host() + "/clients-hidden:1")
                        .code())
                .isNotZero();
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        assertThat(crane.run("catalog", "--insecure", cloud.host()).lines())
                .contains("clients-public-crane", "clients-hidden");
    }

    @Test
    void regctl_lists_the_catalogue(Cloud cloud) {
        Tool regctl = Tool.named("regctl");
        new Api(cloud).pushImage("clients-listed", "1");
        regctl.run("registry", "set", cloud.host(), "--tls", "disabled");
        regctl.runWith(cloud.adminToken(), "registry", "login", cloud.host(), "-u", "x", "--pass-stdin");
        assertThat(regctl.run("repo", "ls", cloud.host()).lines()).contains("clients-listed");
    }

    @Test
    void skopeo_and_podman_list_tags(Cloud cloud) {
        Tool skopeo = Tool.named("skopeo");
        new Api(cloud).pushImage("clients-tagged", "1.0");
        new Api(cloud).pushImage("clients-tagged", "2.0");
        String name = cloud.host() + "/clients-tagged";
        skopeo.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        assertThat(skopeo.run("list-tags", "--tls-verify=false", "docker://" + name))
                .contains("\"1.0\"", "\"2.0\"");
        Tool podman = Tool.named("podman").sharingHome(skopeo);
        assertThat(podman.run("search", "--tls-verify=false", "--list-tags", name))
                .contains("1.0", "2.0");
    }

    @Test
    void podman_and_oras_search_the_catalogue(Cloud cloud) {
        new Api(cloud).pushImage("clients-searched", "1");
        Tool podman = Tool.named("podman");
        podman.runWith(cloud.adminToken(), "login", "--tls-verify=false", "-u", "x", "--password-stdin", cloud.host());
        assertThat(podman.run("search", "--tls-verify=false", cloud.host() + "/clients-searched"))
                .contains("/clients-searched");
        Tool oras = Tool.named("oras");
        oras.runWith(cloud.adminToken(), "login", "--plain-http", cloud.host(), "-u", "x", "--password-stdin");
        assertThat(oras.run("repo", "ls", "--plain-http", cloud.host()).lines()).contains("clients-searched");
        assertThat(oras.run("repo", "tags", "--plain-http", cloud.host() + "/clients-searched"))
                .isEqualTo("1");
    }

    private static void publish(Cloud cloud, String repository) {
        Tool crane = Tool.named("crane");
        crane.runWith(cloud.adminToken(), "auth", "login", cloud.host(), "-u", "x", "--password-stdin");
        crane.run("push", "--insecure", TestImage.debian().toString(), cloud.host() + "/" + repository + ":1");
        var changed = new Api(cloud)
                .send(
                        "PATCH",
                        "/api/spaces/default/repositories/" + repository,
                        "{\"visibility\":\"public\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.util.Map.of("Authorization", "Bearer " + cloud.adminToken()));
        assertThat(changed.statusCode()).isEqualTo(200);
    }

    private static String refusal(Tool tool, String... arguments) {
        Tool.Result result = tool.attempt("", arguments);
        assertThat(result.code()).isNotZero();
        return result.errors();
    }

    /** Returns the digest in the registry's own response. */
    private static String digest(Cloud cloud, String reference) {
        return new Api(cloud).headManifest(reference);
    }

    private String[] store(String store, String... arguments) {
        String[] all = new String[arguments.length + 6];
        String[] own = {
            "--storage-driver", "vfs",
            "--root", folder.resolve(store).resolve("root").toString(),
            "--runroot", folder.resolve(store).resolve("run").toString()
        };
        System.arraycopy(own, 0, all, 0, own.length);
        System.arraycopy(arguments, 0, all, own.length, arguments.length);
        return all;
    }

    private static String sha256(Path file) throws IOException {
        return io.slipway.core.digest.Digest.of(io.slipway.core.digest.DigestAlgorithm.SHA256, Files.readAllBytes(file))
                .hex();
    }
}
