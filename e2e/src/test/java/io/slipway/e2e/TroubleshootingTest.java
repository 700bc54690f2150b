package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the page {@code docs/how-to/troubleshooting.md}: the message under each heading is the one that the client
 * shows.
 */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleshootingTest {
    /** Matches a symptom's heading, and the message below it. */
    private static final Pattern SYMPTOM = Pattern.compile("(?ms)^### ([^\n]+)\n\n```text\n(.*?)\n```$");

    private final Map<String, Supplier<Tool.Result>> clients = new LinkedHashMap<>();
    private final Cloud cloud;
    private Path folder;
    private Dockerd engine;

    TroubleshootingTest(Cloud cloud) {
        this.cloud = cloud;
    }

    @BeforeAll
    void prepare(@TempDir Path temporary) throws IOException {
        Tool.requireRoot();
        folder = temporary;
        engine = Dockerd.start(folder.resolve("engine"));
        Tool docker = Tool.named("docker");
        Tool crane = Tool.named("crane").sharingHome(docker);
        Tool skopeo = Tool.named("skopeo");
        Tool oras = Tool.named("oras");
        Command slipway = new Command(cloud, folder);
        String host = cloud.host();
        Api api = new Api(cloud);
        api.pushImage("troubles", "1.0");
        api.pushImage("troubles-hidden", "1.0");
        spaces(slipway);
        packages(slipway);
        index(crane, host);
        String reader = slipway.run("token", "create", "reader", "--grant", "default/troubles*:pull")
                .strip();

        docker(docker, host, reader);
        clients.put(
                "Skopeo and Podman: the pull is denied",
                () -> skopeo.attempt("", "inspect", "--tls-verify=false", "docker://" + host + "/elsewhere:1.0"));
        clients.put(
                "Podman, Skopeo and Buildah: a registry without TLS",
                () -> skopeo.attempt("", "inspect", "docker://" + host + "/troubles:1.0"));
        clients.put(
                "ORAS: a registry without TLS",
                () -> oras.attempt(
                        "", "manifest", "fetch", "127.0.0.1:" + cloud.url().getPort() + "/troubles:1.0"));
        clients.put("oras: a name with capitals", () -> oras.attempt("", "push", host + "/Troubles:1.0", "Dockerfile"));
        crane(crane, host);
        clients.put("slipway: there is no such package", () -> build(slipway, "2.0.0", "deployments-701", "a"));
        clients.put("slipway: the deployment has another image", () -> build(slipway, "1.0.0", "deployments-702", "b"));
        clients.put("slipway: a sensitive value in a file", () -> sensitive(slipway));
    }

    private Tool.Result sensitive(Command slipway) {
        try {
            Files.writeString(folder.resolve("word"), "secret-word");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return slipway.attempt(
                "build",
                "Troubles",
                "--version",
                "1.0.0",
                "--deployment",
                "deployments-703",
                "--environment",
                "Test",
                "--set-sensitive",
                "Word=@word");
    }

    private void spaces(Command slipway) throws IOException {
        slipway.run("space", "create", "troubles-fixed");
        Path rules = Files.writeString(folder.resolve("rules.json"), "{\"immutable\": [{\"tags\": [\"*\"]}]}");
        slipway.run("retention", "set", rules.toString(), "--space", "troubles-fixed");
        slipway.run("space", "create", "troubles-full");
        slipway.run("quota", "set", "troubles-full", "--bytes", "100");
    }

    private void packages(Command slipway) throws IOException {
        Files.write(
                folder.resolve("Troubles.1.0.0.zip"),
                SampleApp.zip(Map.of(
                        "Dockerfile", "FROM scratch\nCOPY app.conf /\n",
                        "app.conf", "word=#{Word}\n",
                        "sdi.yaml", "image: troubles-built\nfeatures:\n  substituteInFiles: [app.conf]\n")));
        slipway.run("push", "Troubles.1.0.0.zip", "--replace");
        assertThat(build(slipway, "1.0.0", "deployments-702", "a").code()).isZero();
    }

    private static Tool.Result build(Command slipway, String version, String deployment, String word) {
        return slipway.attempt(
                "build",
                "Troubles",
                "--version",
                version,
                "--deployment",
                deployment,
                "--environment",
                "Test",
                "--set",
                "Word=" + word);
    }

    private void index(Tool crane, String host) throws IOException {
        crane.runWith(cloud.adminToken(), "auth", "login", host, "-u", "x", "--password-stdin");
        Files.writeString(crane.home().resolve("Dockerfile"), "FROM scratch\n");
        new Tool(Tool.named("tar").program(), crane.home()).run("-cf", "layer.tar", "Dockerfile");
        String image = host + "/troubles";
        crane.run("append", "-f", "layer.tar", "-t", image + ":amd");
        crane.run("mutate", "--set-platform", "linux/amd64", "-t", image + ":amd", image + ":amd");
        crane.run("index", "append", "-m", image + ":amd", "-t", image + ":index");
        crane.run("copy", image + ":amd", host + "/troubles-fixed/app:1.0");
    }

    private void docker(Tool docker, String host, String reader) {
        docker.runWith(reader, "login", host, "--username", "x", "--password-stdin");
        docker.run(engine.docker("import", "layer.tar", host + "/troubles:3.0"));
        docker.run(engine.docker("import", "layer.tar", host + "/troubles-full/app:1.0"));
        clients.put(
                "Docker: the login fails",
                () -> new Tool(docker.program(), folder)
                        .attempt("slp_wrong", engine.docker("login", host, "-u", "x", "--password-stdin")));
        clients.put(
                "Docker: the pull is denied", () -> docker.attempt("", engine.docker("pull", host + "/elsewhere:1.0")));
        clients.put(
                "Docker: there is no such tag",
                () -> docker.attempt("", engine.docker("pull", host + "/troubles:2.0")));
        clients.put(
                "Docker: there is no image for this platform",
                () -> docker.attempt("", engine.docker("pull", "--platform", "linux/s390x", host + "/troubles:index")));
        clients.put(
                "Docker: the push is denied", () -> docker.attempt("", engine.docker("push", host + "/troubles:3.0")));
        clients.put("Docker: the quota of the space is used", () -> {
            Tool administrator = new Tool(docker.program(), TemporaryFolders.create("slipway-e2e-docker"));
            administrator.runWith(cloud.adminToken(), "login", host, "--username", "x", "--password-stdin");
            return administrator.attempt("", engine.docker("push", host + "/troubles-full/app:1.0"));
        });
    }

    private void crane(Tool crane, String host) {
        String image = host + "/troubles:amd";
        clients.put("crane: the push is denied", () -> crane.attempt("", "copy", image, host + "/troubles-other:1.0"));
        Tool administrator = new Tool(crane.program(), TemporaryFolders.create("slipway-e2e-crane"));
        administrator.runWith(cloud.adminToken(), "auth", "login", host, "-u", "x", "--password-stdin");
        clients.put(
                "crane: the tag is a deployment's",
                () -> administrator.attempt("", "copy", image, host + "/troubles-built:1.0.0-deployments-702"));
        clients.put(
                "crane: the tag is immutable",
                () -> administrator.attempt(
                        "", "mutate", "--label", "a=b", "-t", host + "/troubles-fixed/app:1.0", image));
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void every_message_on_the_page_equals_the_clients_message() throws IOException {
        String page = Files.readString(Cloud.root().resolve("docs/how-to/troubleshooting.md"));
        Map<String, String> messages = new LinkedHashMap<>();
        for (MatchResult symptom : SYMPTOM.matcher(page).results().toList()) {
            messages.put(symptom.group(1), symptom.group(2));
        }
        assertThat(messages.keySet()).isEqualTo(clients.keySet());
        Map<String, String> others = new LinkedHashMap<>();
        messages.forEach((heading, message) -> {
            Tool.Result result = Objects.requireNonNull(clients.get(heading)).get();
            assertThat(result.code()).as(heading).isNotZero();
            if (!shown(result).contains(message)) {
                others.put(heading, shown(result));
            }
        });
        assertThat(others).as("other messages than those of the page").isEmpty();
    }

    /** Returns the client's message, with the page's name for the registry. */
    private String shown(Tool.Result result) {
        return (result.output() + result.errors())
                .replace("http://", "https://")
                .replace(cloud.host(), "registry.example.com")
                .replaceAll("(?<=by the build )[0-9a-f]{20}", "…")
                .replaceAll("(?<=holds )\\d+", "…");
    }
}
