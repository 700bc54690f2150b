package io.slipway.function.pull;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.blob.LandingDay;
import io.slipway.core.blob.SessionId;
import io.slipway.core.blob.StoredBlob;
import io.slipway.core.contract.RegistryClient;
import io.slipway.core.digest.Digest;
import io.slipway.core.digest.DigestAlgorithm;
import io.slipway.core.http.Request;
import io.slipway.core.manifest.Manifest;
import io.slipway.core.manifest.ManifestPush;
import io.slipway.core.name.RepositoryName;
import io.slipway.core.name.SpaceName;
import io.slipway.core.name.Tag;
import io.slipway.core.space.RepositoryState;
import io.slipway.core.upload.UploadTicket;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Counts the AWS calls of each reading operation, as in docs/maintain/aws-calls.md. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AwsCallsTest {
    private static final RepositoryName REPOSITORY = RepositoryName.parse("app");
    private static final Digest BLOB = Digest.of(DigestAlgorithm.SHA256, new byte[] {1});
    private static final Digest SMALL = Digest.of(DigestAlgorithm.SHA256, new byte[10]);
    private static final Digest OTHER = Digest.of(DigestAlgorithm.SHA256, new byte[11]);
    private static final Digest LARGE = Digest.of(DigestAlgorithm.SHA256, new byte[300_000]);

    private final CallCounter calls = new CallCounter();
    private EmulatedAccount account;
    private Backend backend;
    private PullRoutes routes;
    private String bearer;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        Environment environment = new Environment(account.environment());
        backend = new Backend(environment, new AwsClients(environment, Optional.of(calls)), CallCounter.fromNoon());
        routes = new PullRoutes(backend);
        Access pull = new Access(REPOSITORY, Set.of(Action.PULL, Action.PUSH));
        Grant all = new Grant("default", Grant.ANY_REPOSITORY, Set.of(Action.PULL));
        bearer = backend.forLogins()
                .bearerIssuer()
                .issue(new Caller("test", List.of(pull), List.of(), Set.of()).withCatalog(List.of(all)));
        backend.blobLinks().link(REPOSITORY, BLOB, new StoredBlob("blobs/default/x", 1));
        push(backend, SMALL, new byte[10], "small");
        push(backend, LARGE, new byte[300_000], "large");
        // The first token of a key costs the read of the key.
        assertThat(callsOf("GET", "/v2/", 200)).containsExactly("GetItem");
    }

    private static void push(Backend backend, Digest digest, byte[] content, String tag) {
        Manifest manifest = new Manifest("a/b", List.of(), List.of(), Optional.empty(), "", "");
        RepositoryState seen = backend.manifests()
                .view(REPOSITORY, Optional.empty(), List.of())
                .repository();
        backend.manifests()
                .push(new ManifestPush(REPOSITORY, digest, manifest, content, List.of(new Tag(tag)), seen, "test"));
    }

    @AfterAll
    void stop() {
        account.close();
    }

    /** The use of a token is recorded once an hour, as in the token service. */
    @Test
    void basic_credentials_cost_one_more_read() {
        TokenSecret secret = TokenSecret.generate(new SecureRandom());
        Grant grant = new Grant("default", Grant.ANY_REPOSITORY, Set.of(Action.PULL));
        backend.forLogins()
                .tokens()
                .add(new Token(
                        secret.id(),
                        "basic",
                        secret.hash(),
                        List.of(grant),
                        backend.clock().instant(),
                        Optional.empty(),
                        Optional.empty()));
        String right = basic(secret.reveal());
        assertThat(callsOf(right, "GET", "/v2/app/blobs/" + BLOB, 307))
                .containsExactly("BatchGetItem", "UpdateItem", "GetItem");
        assertThat(callsOf(right, "GET", "/v2/app/blobs/" + BLOB, 307)).containsExactly("BatchGetItem", "GetItem");
        assertThat(callsOf(right, "GET", "/v2/", 200)).containsExactly("BatchGetItem");
        assertThat(callsOf(basic("slp_" + secret.id() + "_" + "x".repeat(43)), "GET", "/v2/", 401))
                .containsExactly("BatchGetItem", "UpdateItem", "UpdateItem", "UpdateItem");
        assertThat(callsOf(basic("another registry's"), "GET", "/v2/", 401))
                .containsExactly("BatchGetItem", "UpdateItem");
        backend.forLogins().tokens().publishAdministrator(Credentials.hash("administrator"));
        assertThat(callsOf(basic("administrator"), "GET", "/v2/", 200)).containsExactly("BatchGetItem");
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("x:" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_blob_costs_one_read() {
        assertThat(callsOf("GET", "/v2/app/blobs/" + BLOB, 307)).containsExactly("GetItem");
        assertThat(callsOf("HEAD", "/v2/app/blobs/" + BLOB, 307)).containsExactly("GetItem");
    }

    @Test
    void a_missing_blob_costs_one_more_request_to_the_bucket() {
        assertThat(callsOf("HEAD", "/v2/app/blobs/" + SMALL, 404)).containsExactly("GetItem", "HeadObject");
    }

    @Test
    void a_landed_blob_without_a_link_costs_one_more_read() {
        byte[] content = {7, 7};
        Digest landed = Digest.of(DigestAlgorithm.SHA256, content);
        account.land(
                "direct/default/app/sha256/" + landed.hex() + "/"
                        + LandingDay.of(backend.clock().instant()).number(),
                content,
                Base64.getEncoder().encodeToString(landed.hash()),
                "upload");
        assertThat(callsOf("HEAD", "/v2/app/blobs/" + landed, 307))
                .containsExactly("GetItem", "HeadObject", "BatchGetItem");
    }

    @Test
    void the_state_of_an_upload_at_its_first_url_costs_one_read_and_a_request_to_the_bucket() {
        String session = SessionId.next(backend.clock().instant(), SpaceName.DEFAULT);
        String ticket = UploadTicket.issue(
                        REPOSITORY,
                        session,
                        0,
                        DigestAlgorithm.SHA256,
                        backend.clock().instant(),
                        backend.clock().instant())
                .sign(backend.secret("SLIPWAY_TICKET_KEY_SECRET").get());
        assertThat(callsOf("GET", "/v2/app/blobs/uploads/" + session + "?_state=" + ticket, 204))
                .containsExactly("GetItem", "HeadObject");
    }

    @Test
    void a_manifest_costs_one_read_by_digest_and_by_tag_and_two_the_first_time() {
        assertThat(callsOf("GET", "/v2/app/manifests/" + SMALL, 200)).containsExactly("GetItem");
        assertThat(callsOf("GET", "/v2/app/manifests/small", 200)).containsExactly("GetItem", "GetItem");
        assertThat(callsOf("GET", "/v2/app/manifests/small", 200)).containsExactly("GetItem");
        push(backend, OTHER, new byte[11], "small");
        assertThat(callsOf("GET", "/v2/app/manifests/small", 200)).containsExactly("GetItem", "GetItem");
        push(backend, SMALL, new byte[10], "small");
        assertThat(callsOf("GET", "/v2/app/manifests/small", 200)).containsExactly("GetItem");
    }

    @Test
    void the_head_of_a_manifest_costs_one_read_without_its_bytes() {
        for (String reference : List.of("small", SMALL.toString(), "large", LARGE.toString())) {
            assertThat(callsOf("HEAD", "/v2/app/manifests/" + reference, 200)).containsExactly("GetItem");
        }
    }

    @Test
    void a_manifest_too_large_for_an_item_costs_one_more_object() {
        assertThat(callsOf("GET", "/v2/app/manifests/" + LARGE, 200)).containsExactly("GetItem", "GetObject");
    }

    @Test
    void a_page_of_tags_or_referrers_costs_one_query() {
        assertThat(callsOf("GET", "/v2/app/tags/list", 200)).containsExactly("Query");
        assertThat(callsOf("GET", "/v2/app/referrers/" + SMALL, 200)).containsExactly("Query");
    }

    @Test
    void a_page_of_the_catalogue_costs_a_query_for_public_repositories_and_two_for_the_default_space() {
        assertThat(callsOf("GET", "/v2/_catalog", 200)).containsExactly("Query", "Query", "Query");
        assertThat(catalog()).containsExactly("Query");
        assertThat(catalog(new Grant("team", Grant.ANY_REPOSITORY, Set.of(Action.PULL))))
                .containsExactly("Query", "Query");
        assertThat(catalog(new Grant(Grant.ANY_SPACE, Grant.ANY_REPOSITORY, Set.of(Action.PULL))))
                .containsExactly("Query", "Query", "Query", "Query");
    }

    private List<String> catalog(Grant... grants) {
        String own = bearer;
        bearer = backend.forLogins()
                .bearerIssuer()
                .issue(new Caller("test", List.of(), List.of(), Set.of()).withCatalog(List.of(grants)));
        try {
            return callsOf("GET", "/v2/_catalog", 200);
        } finally {
            bearer = own;
        }
    }

    @Test
    void a_login_check_costs_no_call() {
        assertThat(callsOf("GET", "/v2/", 200)).isEmpty();
    }

    private List<String> callsOf(String method, String path, int expected) {
        return callsOf("Bearer " + bearer, method, path, expected);
    }

    private List<String> callsOf(String authorization, String method, String path, int expected) {
        calls.take();
        Request request = RegistryClient.request(method, path, Map.of("authorization", authorization), new byte[0]);
        assertThat(routes.router().handle(request).status()).isEqualTo(expected);
        return calls.take();
    }
}
