package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trees of manifests survive collections with a grace time of zero as a whole: a chart, an artifact with referrers, signatures, a
 * cache of BuildKit, an index of platforms. Other images are deleted and collected at the same time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CollectedTreesTest {
    private static final int SIZE = 100_000;

    @TempDir
    Path folder;

    private Cloud cloud;

    @BeforeAll
    void start(@TempDir Path data) {
        cloud = Cloud.startOnce(data, "--parameter", "GarbageGraceHours=0");
    }

    @AfterAll
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void a_chart_stays_complete() throws IOException {
        Tool helm = loggedIn(Tool.named("helm"));
        helm.run("create", "web");
        helm.run("package", "web");
        helm.run("push", "--plain-http", "web-0.1.0.tgz", "oci://" + cloud.host() + "/charts");
        byte[] pushed = Files.readAllBytes(helm.home().resolve("web-0.1.0.tgz"));
        collect();
        Path target = Files.createDirectories(folder.resolve("pulled"));
        helm.run(
                "pull",
                "--plain-http",
                "oci://" + cloud.host() + "/charts/web",
                "--version",
                "0.1.0",
                "-d",
                target.toString());
        assertThat(target.resolve("web-0.1.0.tgz")).hasBinaryContent(pushed);
    }

    @Test
    void referrers_are_kept_and_deleted_together_with_their_subject() throws IOException {
        Tool oras = loggedIn(Tool.named("oras"));
        Files.writeString(oras.home().resolve("notes.txt"), "an artifact\n");
        String kept = cloud.host() + "/artifacts/kept:1";
        oras.run("push", "--plain-http", "--artifact-type", "text/x-notes", kept, "notes.txt:text/plain");
        oras.run("attach", "--plain-http", "--artifact-type", "text/x-review", kept, "notes.txt:text/plain");
        String review = oras.run(
                "discover", "--plain-http", "--format", "go-template={{(index .referrers 0).reference}}", kept);
        oras.run("attach", "--plain-http", "--artifact-type", "text/x-signature", review, "notes.txt:text/plain");
        String tree = oras.run("discover", "--plain-http", "--format", "tree", kept);
        assertThat(tree).contains("text/x-review", "text/x-signature");
        collect();
        assertThat(oras.run("discover", "--plain-http", "--format", "tree", kept))
                .isEqualTo(tree);
        oras.run("pull", "--plain-http", review, "-o", folder.resolve("review").toString());
        assertThat(folder.resolve("review/notes.txt")).hasContent("an artifact");
    }

    @Test
    void signatures_are_kept_with_their_image() throws IOException {
        Tool cosign = loggedIn(Tool.named("cosign"));
        Tool crane = Tool.named("crane").sharingHome(cosign);
        String image = index(crane, "signed");
        String named = image.substring(0, image.lastIndexOf(':')) + "@" + crane.run("digest", "--insecure", image);
        cosign.runWith("password", "generate-key-pair");
        cosign.runWith(
                "password",
                "sign",
                "--key",
                "cosign.key",
                "--allow-http-registry",
                "--use-signing-config=false",
                "--tlog-upload=false",
                "--yes",
                named);
        String tree = cosign.run("tree", "--allow-http-registry", named);
        collect();
        assertThat(cosign.run("tree", "--allow-http-registry", named)).isEqualTo(tree);
        cosign.run("verify", "--key", "cosign.pub", "--allow-http-registry", "--insecure-ignore-tlog=true", named);
        crane.run("validate", "--insecure", "--remote", image);
    }

    @Test
    void a_cache_of_buildkit_stays_complete() throws Exception {
        Tool.requireRoot();
        Tool buildctl = loggedIn(Tool.named("buildctl"));
        Path context = Files.createDirectories(folder.resolve("context"));
        Files.writeString(context.resolve("first.txt"), "first");
        Files.writeString(context.resolve("second.txt"), "second");
        Files.writeString(
                context.resolve("Dockerfile"),
                "FROM scratch AS first\n"
                        + "COPY first.txt /\n"
                        + "FROM scratch\n"
                        + "COPY --from=first /first.txt /\n"
                        + "COPY second.txt /\n");
        String cache = "type=registry,registry.insecure=true,ref=" + cloud.host() + "/cache:web";
        try (Buildkitd buildkitd = Buildkitd.start(folder.resolve("one"))) {
            build(buildctl, buildkitd, context, "--export-cache", cache + ",mode=max");
        }
        collect();
        try (Buildkitd buildkitd = Buildkitd.start(folder.resolve("other"))) {
            String log = build(buildctl, buildkitd, context, "--import-cache", cache);
            assertThat(log.lines().filter(line -> line.endsWith("CACHED")).count())
                    .as(log)
                    .isGreaterThanOrEqualTo(2);
        }
    }

    private String build(Tool buildctl, Buildkitd buildkitd, Path context, String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "--addr",
                buildkitd.address(),
                "build",
                "--progress=plain",
                "--frontend",
                "dockerfile.v0",
                "--local",
                "context=" + context,
                "--local",
                "dockerfile=" + context,
                "--output",
                "type=image,push=true,registry.insecure=true,name=" + cloud.host() + "/built:1"));
        arguments.addAll(List.of(more));
        Tool.Result result = buildctl.attempt("", arguments.toArray(String[]::new));
        assertThat(result.code()).as(result.errors()).isZero();
        return result.errors();
    }

    /** Pushes and deletes an image, and collects garbage until nothing is due. */
    private void collect() throws IOException {
        Tool crane = loggedIn(Tool.named("crane"));
        String gone = index(crane, "gone");
        Command command = new Command(cloud, crane.home());
        command.run("retention", "set", "--space", "default", rules().toString());
        crane.run(
                "delete",
                "--insecure",
                gone.substring(0, gone.lastIndexOf(':')) + "@" + crane.run("digest", "--insecure", gone));
        for (int i = 0; i < 3; i++) {
            command.run("gc");
        }
        assertThat(crane.attempt("", "digest", "--insecure", gone).code()).isNotZero();
    }

    private Path rules() throws IOException {
        return Files.writeString(folder.resolve("rules.json"), "{\"bin\":{\"days\":0}}");
    }

    /** Pushes an index of two platforms. */
    private String index(Tool crane, String repository) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(repository.hashCode()).nextBytes(content);
        Files.write(crane.home().resolve("layer.bin"), content);
        Tool.named("tar").sharingHome(crane).run("-cf", "layer.tar", "layer.bin");
        String name = cloud.host() + "/" + repository;
        for (String architecture : List.of("amd64", "arm64")) {
            String tagged = name + ":" + architecture;
            crane.run("append", "--insecure", "-f", "layer.tar", "-t", tagged);
            crane.run("mutate", "--insecure", "--set-platform", "linux/" + architecture, tagged, "-t", tagged);
        }
        crane.run("index", "append", "--insecure", "-m", name + ":amd64", "-m", name + ":arm64", "-t", name + ":both");
        return name + ":both";
    }

    /** Writes the login to the file that all of these clients read. */
    private Tool loggedIn(Tool tool) throws IOException {
        String auth = Base64.getEncoder().encodeToString(("x:" + cloud.adminToken()).getBytes(StandardCharsets.UTF_8));
        String document = "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(cloud.host(), auth);
        Files.writeString(
                Files.createDirectories(tool.home().resolve(".docker")).resolve("config.json"), document);
        Files.writeString(
                Files.createDirectories(tool.home().resolve(".config/helm/registry"))
                        .resolve("config.json"),
                document);
        return tool;
    }
}
