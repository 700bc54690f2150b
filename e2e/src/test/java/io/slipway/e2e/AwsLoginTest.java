package io.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.local.gate.AccessKey;
import io.slipway.local.gate.AwsRequest;
import io.slipway.local.gate.SignatureV4;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A principal of the account logs in with a signature and without a stored secret, from the command line and with
 * Docker's credential helper.
 */
@OnSharedCloud
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AwsLoginTest {
    private static final String PRINCIPAL = "arn:aws:iam::000000000000:user/slip*";

    @TempDir
    Path home;

    private Cloud cloud;
    private Tool slipway;

    @BeforeEach
    void haveCredentialsOfAws(Cloud shared) throws IOException {
        cloud = shared;
        slipway = new Tool(Cloud.root().resolve("slipway"), home);
        Files.copy(
                cloud.data().resolve("aws-credentials"),
                Files.createDirectory(home.resolve(".aws")).resolve("credentials"));
    }

    @Test
    @Order(1)
    void a_principal_without_a_rule_is_denied() {
        var result = slipway.attempt("", "login", cloud.url().toString(), "--aws");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors()).contains("no rule allows arn:aws:iam::000000000000:user/slipway", "principal add");
    }

    @Test
    @Order(2)
    void the_credential_helper_gives_a_client_the_grants_of_the_rule() throws IOException {
        admin("principal", "add", PRINCIPAL, "--grant", "default/aws-*:pull,push");
        assertThat(admin("principal", "list")).contains(PRINCIPAL + "\tdefault/aws-*:pull,push");
        slipway.run("login", cloud.url().toString(), "--aws");
        Tool crane = Tool.named("crane").sharingHome(slipway);
        Path docker = Files.createDirectory(home.resolve(".docker"));
        Files.writeString(docker.resolve("config.json"), "{\"credHelpers\":{\"" + cloud.host() + "\":\"slipway\"}}");
        String image = TestImage.debian().toString();
        assertThat(crane.run("push", "--insecure", image, cloud.host() + "/aws-app:1"))
                .contains("/aws-app@sha256:");
        var refused = crane.attempt("", "push", "--insecure", image, cloud.host() + "/other:1");
        assertThat(refused.code()).isNotZero();
        assertThat(refused.errors()).contains("403");
        assertThat(admin("token", "list")).contains("arn:aws:iam::000000000000:user/slipway");
    }

    @Test
    @Order(3)
    void print_password_prints_only_the_password_for_docker_login() {
        assertThat(slipway.run("login", cloud.url().toString(), "--aws", "--print-password"))
                .matches("slp_[0-9a-f]{12}_[A-Za-z0-9_-]{43}");
    }

    @Test
    @Order(4)
    void the_credential_helper_implements_the_protocol_of_docker() {
        Tool helper = new Tool(Cloud.root().resolve("docker-credential-slipway"), home);
        String server = "registry.example.com";
        var unknown = helper.attempt(server, "get");
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.output().strip()).isEqualTo("credentials not found in native keychain");
        helper.runWith("{\"ServerURL\":\"" + server + "\",\"Username\":\"me\",\"Secret\":\"s3cret\"}", "store");
        assertThat(helper.runWith(server + "\n", "get"))
                .isEqualTo("{\"ServerURL\":\"" + server + "\",\"Username\":\"slipway\",\"Secret\":\"s3cret\"}");
        assertThat(helper.run("list")).isEqualTo("{\"https://" + server + "\":\"slipway\"}");
        helper.runWith(server, "erase");
        assertThat(helper.run("list")).isEqualTo("{}");
    }

    @Test
    @Order(5)
    void callers_without_credentials_of_the_account_are_rejected() throws IOException {
        Files.writeString(
                home.resolve(".aws/credentials"),
                "[default]\naws_access_key_id = slipway\naws_secret_access_key = wrong\n");
        var result = slipway.attempt("", "login", cloud.url().toString(), "--aws");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.errors()).contains("AWS rejected the signature");
        var unsigned = new Api(cloud).send("POST", "/api/login/aws", new byte[0], Map.of());
        assertThat(unsigned.statusCode()).isEqualTo(403);
    }

    /**
     * Similar to CVE-2026-33540 in distribution: one registry forwarded what the client had signed for it to another.
     */
    @Test
    @Order(6)
    void a_signature_for_another_registry_is_rejected_whatever_its_host() {
        assertThat(signedLogin("registry=" + cloud.host().replace(":", "%3A")).statusCode())
                .isEqualTo(201);
        for (String query : List.of("", "registry=elsewhere.test", "registry=localhost")) {
            var answer = signedLogin(query);
            assertThat(answer.statusCode()).as(query).isEqualTo(403);
            assertThat(answer.body()).as(query).contains("the signature must be for the registry " + cloud.host());
        }
    }

    /** Sends the command line's request, signed for this registry's gateway with the account's credentials. */
    private HttpResponse<String> signedLogin(String query) {
        Api api = new Api(cloud);
        String region = Api.json(api.send("GET", "/api/login/aws", new byte[0], Map.of()))
                .path("region")
                .asText();
        AccessKey key = new AccessKey("slipway", secretKey(), "");
        AwsRequest request = new AwsRequest(
                "POST", "/api/login/aws", query, Map.of("host", cloud.host()), new ByteArrayInputStream(new byte[0]));
        String empty = Digest.of(DigestAlgorithm.SHA256, new byte[0]).hex();
        Map<String, String> headers = new HashMap<>(new SignatureV4(id -> Optional.empty(), region, Clock.systemUTC())
                .sign(request, key, "execute-api", empty));
        headers.remove("host");
        return api.send("POST", "/api/login/aws?" + query, new byte[0], headers);
    }

    @Test
    @Order(7)
    void a_principal_with_a_removed_rule_is_denied() {
        admin("principal", "remove", PRINCIPAL);
        assertThat(slipway.attempt("", "login", cloud.url().toString(), "--aws").code())
                .isEqualTo(1);
    }

    private String secretKey() {
        try {
            return Files.readAllLines(cloud.data().resolve("aws-credentials")).stream()
                    .filter(line -> line.startsWith("aws_secret_access_key"))
                    .map(line -> line.substring(line.indexOf('=') + 1).strip())
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String admin(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--data";
        all[arguments.length + 1] = cloud.data().toString();
        return new Tool(slipway.program(), TemporaryFolders.create("slipway-admin")).run(all);
    }
}
