package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.slipway.core.contract.TestIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the scripts in {@code integrations/} like kubelets and CI jobs. */
@OnSharedCloud
class IntegrationsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLUSTER = "https://cluster.example.com";

    private final TestIssuer issuer = new TestIssuer(CLUSTER);

    @TempDir
    Path home;

    private Cloud cloud;
    private String rule = "";

    @BeforeEach
    void addARule(Cloud shared) throws IOException {
        cloud = shared;
        Path keys = Files.writeString(home.resolve("keys.json"), issuer.keys());
        rule = new Command(cloud, home)
                .run(
                        "identity",
                        "add",
                        CLUSTER,
                        "--audience",
                        cloud.host(),
                        "--claim",
                        "sub=system:serviceaccount:web:*",
                        "--keys",
                        keys.toString(),
                        "--grant",
                        "default/kube-*:pull,push")
                .strip();
    }

    @AfterEach
    void removeTheRule() {
        new Command(cloud, home).run("identity", "remove", rule);
    }

    @Test
    void a_kubelet_gets_a_password_for_a_service_account() throws IOException, InterruptedException {
        String token = issuer.token("system:serviceaccount:web:default", cloud.host(), Instant.now());
        JsonNode response =
                provider(request(token), Map.of("SLIPWAY_URL", cloud.url().toString()));
        assertThat(response.path("kind").asText()).isEqualTo("CredentialProviderResponse");
        assertThat(response.path("cacheKeyType").asText()).isEqualTo("Registry");
        assertPulls(response);
    }

    @Test
    void a_kubelet_gets_a_password_for_its_nodes_role() throws IOException, InterruptedException {
        String principal = "arn:aws:iam::000000000000:user/slipw*";
        new Command(cloud, home).run("principal", "add", principal, "--grant", "default/kube-*:pull");
        try {
            assertPulls(provider(request(""), account()));
        } finally {
            new Command(cloud, home).run("principal", "remove", principal);
        }
    }

    @Test
    void a_rejected_kubelet_gets_the_reason() throws IOException, InterruptedException {
        String token = issuer.token("system:serviceaccount:other:default", cloud.host(), Instant.now());
        Result result = run(
                "integrations/kubernetes/slipway-credential-provider",
                request(token),
                Map.of("SLIPWAY_URL", cloud.url().toString()));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.output())
                .contains("that matches a rule for identities")
                .doesNotContain(token);
    }

    @Test
    void a_job_of_github_actions_logs_in_with_its_id_token() throws IOException, InterruptedException {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer github = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        github.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String token = issuer.token("system:serviceaccount:web:job", cloud.host(), Instant.now());
            byte[] body = ("{\"count\":1,\"value\":\"" + token + "\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        github.start();
        try {
            Path variables = Files.createFile(home.resolve("env"));
            Result result = run(
                    "integrations/github/login",
                    "",
                    Map.of(
                            "PATH", programs("curl", "sed", "tr", "cat").toString(),
                            "REGISTRY", cloud.host(),
                            "SLIPWAY_URL", cloud.url().toString(),
                            "GITHUB_OUTPUT", home.resolve("output").toString(),
                            "GITHUB_ENV", variables.toString(),
                            "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "token-of-the-job",
                            "ACTIONS_ID_TOKEN_REQUEST_URL",
                                    "http://localhost:" + github.getAddress().getPort() + "/token?api-version=2.0"));
            assertThat(result.code()).as(result.output()).isZero();
            assertThat(asked)
                    .containsExactly("/token?api-version=2.0&audience=" + cloud.host() + " bearer token-of-the-job");
            String token = Files.readString(home.resolve("output")).strip().replaceFirst("^token=", "");
            assertThat(result.output()).isEqualTo("::add-mask::" + token + "\n");
            assertThat(Files.readString(variables))
                    .isEqualTo("SLIPWAY_URL=" + cloud.url() + "\nSLIPWAY_TOKEN=" + token + "\n");
            assertThat(new Api(cloud).token(token, "repository:kube-app:pull").statusCode())
                    .isEqualTo(200);
        } finally {
            github.stop(0);
        }
    }

    @Test
    void a_job_of_gitlab_or_jenkins_logs_in_with_its_id_token_as_the_password() {
        new Api(cloud).pushImage("kube-app", "1");
        String token = issuer.token("system:serviceaccount:web:job", cloud.host(), Instant.now());
        Tool docker = Tool.named("docker");
        docker.runWith(token, "login", cloud.host(), "--username", "oidc", "--password-stdin");
        Tool crane = Tool.named("crane").sharingHome(docker);
        String pushed = cloud.host() + "/kube-built:1";
        crane.run("copy", "--insecure", cloud.host() + "/kube-app:1", pushed);
        assertThat(crane.run("digest", "--insecure", pushed))
                .isEqualTo(crane.run("digest", "--insecure", cloud.host() + "/kube-app:1"));
    }

    private void assertPulls(JsonNode response) {
        JsonNode login = response.path("auth").path(cloud.host());
        assertThat(login.path("username").asText()).isEqualTo("slipway");
        Api api = new Api(cloud);
        api.pushImage("kube-app", "1");
        String bearer = api.bearer(login.path("password").asText(), "kube-app", "pull");
        assertThat(api.send("GET", "/v2/kube-app/manifests/1", new byte[0], Map.of("Authorization", "Bearer " + bearer))
                        .statusCode())
                .isEqualTo(200);
    }

    private String request(String serviceAccountToken) {
        return JSON.createObjectNode()
                .put("apiVersion", "credentialprovider.kubelet.k8s.io/v1")
                .put("kind", "CredentialProviderRequest")
                .put("image", cloud.host() + "/kube-app:1")
                .put("serviceAccountToken", serviceAccountToken)
                .toPrettyString();
    }

    /** Returns the environment of a node whose role is the account's own user. */
    private Map<String, String> account() throws IOException {
        List<String> lines = Files.readAllLines(cloud.data().resolve("aws-credentials"));
        return Map.of(
                "SLIPWAY_URL", cloud.url().toString(),
                "AWS_ACCESS_KEY_ID", lines.get(1).replaceFirst("aws_access_key_id = ", ""),
                "AWS_SECRET_ACCESS_KEY", lines.get(2).replaceFirst("aws_secret_access_key = ", ""));
    }

    private JsonNode provider(String request, Map<String, String> environment)
            throws IOException, InterruptedException {
        Result result = run("integrations/kubernetes/slipway-credential-provider", request, environment);
        assertThat(result.code()).as(result.output()).isZero();
        return JSON.readTree(result.output());
    }

    /** Creates a folder with only these programs. */
    private Path programs(String... names) throws IOException {
        Path folder = Files.createDirectory(home.resolve("bin"));
        for (String name : names) {
            Files.createSymbolicLink(folder.resolve(name), Path.of("/usr/bin", name));
        }
        return folder;
    }

    private record Result(int code, String output) {}

    private Result run(String script, String input, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("/bin/sh", Cloud.root().resolve(script).toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }
}
