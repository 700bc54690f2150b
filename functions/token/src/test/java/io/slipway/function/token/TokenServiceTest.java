package io.slipway.function.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.aws.AwsClients;
import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.secret.DynamoVerifyingKeys;
import io.slipway.aws.secret.Secrets;
import io.slipway.core.access.Access;
import io.slipway.core.access.Action;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Caller;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Granting;
import io.slipway.core.access.IssueBearerToken;
import io.slipway.core.access.LoginAttempts;
import io.slipway.core.access.SigningKey;
import io.slipway.core.access.Token;
import io.slipway.core.access.TokenSecret;
import io.slipway.core.contract.MovingClock;
import io.slipway.core.contract.TestIssuer;
import io.slipway.core.http.Query;
import io.slipway.core.http.Request;
import io.slipway.core.http.Response;
import io.slipway.core.identity.IdentityRule;
import io.slipway.core.name.RepositoryName;
import io.slipway.emulators.CallCounter;
import io.slipway.emulators.EmulatedAccount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Logs in on an emulated account: counts the AWS calls, and rotates the signing keys. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenServiceTest {
    private static final String SIGNING_SECRET = "signing";

    private static final SigningKey KEY = SigningKey.of("key-of-the-token-service-test-0123456789");

    private final CallCounter calls = new CallCounter();
    private final AtomicInteger address = new AtomicInteger();
    private EmulatedAccount account;
    private Environment environment;
    private AwsClients clients;
    private Backend backend;

    @BeforeAll
    void start(@TempDir Path folder) {
        account = EmulatedAccount.start(folder);
        environment = new Environment(account.environment());
        clients = new AwsClients(environment, Optional.of(calls));
        backend = new Backend(environment, clients);
    }

    @AfterAll
    void stop() {
        account.close();
    }

    @Test
    void a_valid_token_costs_one_read_and_its_use_is_recorded_once_an_hour() {
        String secret = token(new Grant("default", "**", EnumSet.of(Action.PULL)));
        calls.take();
        assertThat(login(Clock.systemUTC(), secret, "repository:app:pull").status())
                .isEqualTo(200);
        assertThat(calls.take()).containsExactly("BatchGetItem", "UpdateItem");
        assertThat(login(Clock.systemUTC(), secret, "repository:app:pull").status())
                .isEqualTo(200);
        assertThat(calls.take()).containsExactly("BatchGetItem");
    }

    @Test
    void the_hash_of_a_new_administrators_token_costs_one_write() {
        backend.forLogins().tokens().publishAdministrator("of another token");
        calls.take();
        assertThat(login(Clock.systemUTC(), EmulatedAccount.ADMIN_TOKEN).status())
                .isEqualTo(200);
        assertThat(calls.take()).containsExactly("BatchGetItem", "UpdateItem");
        assertThat(login(Clock.systemUTC(), EmulatedAccount.ADMIN_TOKEN).status())
                .isEqualTo(200);
        assertThat(calls.take()).containsExactly("BatchGetItem");
    }

    @Test
    void a_pull_without_a_grant_costs_one_more_read_to_check_whether_the_repository_is_public() {
        BearerIssuer issuer = backend.forLogins().bearerIssuer();
        push(issuer);
        calls.take();
        var service = new IssueBearerToken(
                backend.forLogins().credentials(), issuer, new Granting(backend.repositories()), Clock.systemUTC());
        for (int repositories : new int[] {1, 20}) {
            String scopes = IntStream.range(0, repositories)
                    .mapToObj(i -> "repository:open-" + i + ":pull")
                    .collect(Collectors.joining(" "));
            Response response = service.handle(new Request(
                    "GET", "/token", new Query(Map.of("scope", List.of(scopes))), Map.of(), new byte[0], address()));
            assertThat(response.status()).isEqualTo(200);
            assertThat(calls.take()).containsExactly("BatchGetItem");
        }
    }

    @Test
    void a_wrong_token_costs_the_same_whether_its_id_exists_or_not_and_blocked_callers_cost_no_write() {
        String known =
                token(new Grant("default", "**", EnumSet.of(Action.PULL))).substring(0, 17) + "x".repeat(43);
        for (String wrong : List.of(known, "slp_0123456789ab_" + "x".repeat(43))) {
            String from = address();
            calls.take();
            assertThat(loginFrom(from, Clock.systemUTC(), wrong).status()).isEqualTo(401);
            assertThat(calls.take()).containsExactly("BatchGetItem", "UpdateItem", "UpdateItem", "UpdateItem");
        }
        Clock still = Clock.fixed(Instant.now(), Clock.systemUTC().getZone());
        String from = address();
        for (int i = 0; i < LoginAttempts.MAX_BOTH; i++) {
            assertThat(loginFrom(from, still, known).status()).isEqualTo(401);
        }
        calls.take();
        Response refused = loginFrom(from, still, known);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().getOrDefault("Retry-After", "")))
                .isBetween(1, 300);
        assertThat(calls.take()).containsExactly("BatchGetItem");
    }

    @Test
    void an_id_token_costs_two_reads_and_a_wrong_one_is_counted_by_address() {
        TestIssuer issuer = new TestIssuer("https://issuer.example.com");
        backend.forLogins()
                .identityRules()
                .put(new IdentityRule(
                        "https://issuer.example.com",
                        "slipway",
                        new TreeMap<>(Map.of("sub", "repo:acme/*")),
                        Optional.of(issuer.keys()),
                        List.of(new Grant("default", "acme/*", EnumSet.of(Action.PULL))),
                        Instant.now()));
        var service = new IssueBearerToken(
                backend.forLogins().credentialsWithIdentities(),
                backend.forLogins().bearerIssuer(),
                new Granting(backend.repositories()),
                Clock.systemUTC());
        calls.take();
        assertThat(service.handle(request(
                                issuer.token("repo:acme/web", "slipway", Instant.now()), "repository:acme/web:pull"))
                        .status())
                .isEqualTo(200);
        assertThat(calls.take()).startsWith("BatchGetItem", "Query").doesNotContain("UpdateItem");
        assertThat(service.handle(request(
                                issuer.token("repo:others/web", "slipway", Instant.now()), "repository:acme/web:pull"))
                        .status())
                .isEqualTo(401);
        assertThat(calls.take()).containsExactly("BatchGetItem", "Query", "UpdateItem");
    }

    private Request request(String password, String scope) {
        String basic = Base64.getEncoder().encodeToString(("oidc:" + password).getBytes(StandardCharsets.UTF_8));
        return new Request(
                "GET",
                "/token",
                new Query(Map.of("scope", List.of(scope))),
                Map.of("authorization", "Basic " + basic),
                new byte[0],
                address());
    }

    /** Each function caches the key for up to five minutes; clients do not notice the rotation. */
    @Test
    void valid_tokens_are_accepted_during_a_rotation_of_the_signing_key() {
        account.secrets().put(SIGNING_SECRET, signingKey(0));
        MovingClock clock = new MovingClock(Instant.parse("2026-01-01T00:00:00Z"));
        List<Backend> services = new ArrayList<>(List.of(backend(clock), backend(clock)));
        List<BearerIssuer> issuers = new ArrayList<>(
                services.stream().map(it -> it.forLogins().bearerIssuer()).toList());
        List<BearerTokens> functions = new ArrayList<>(
                services.stream().map(it -> it.forLogins().bearerTokens()).toList());
        List<String> living = new ArrayList<>();
        Set<String> used = new HashSet<>();
        for (int rotation = 1; rotation <= 2; rotation++) {
            // The guide requires at least ten minutes between two rotations.
            for (int step = 0; step < 20; step++) {
                living.add(push(issuers.get(step % issuers.size())));
                used.add(keyId(living.getLast()));
                if (living.size() > 9) {
                    living.removeFirst();
                }
                for (String token : living) {
                    assertThat(functions)
                            .allMatch(function -> function.verify(token).isPresent());
                }
                clock.advance(Duration.ofSeconds(30));
            }
            account.secrets().put(SIGNING_SECRET + "#AWSPREVIOUS", signingKey(rotation - 1));
            account.secrets().put(SIGNING_SECRET, signingKey(rotation));
            issuers.add(backend(clock).forLogins().bearerIssuer());
            functions.add(backend(clock).forLogins().bearerTokens());
        }
        clock.advance(Secrets.FRESH);
        issuers.forEach(issuer -> used.add(keyId(push(issuer))));
        assertThat(used).hasSize(3);
        assertThat(issuers.stream().map(issuer -> keyId(push(issuer))))
                .containsOnly(keyId(push(backend(clock).forLogins().bearerIssuer())));
    }

    /** The key in the table is public, and expires automatically. */
    @Test
    void a_key_verifies_tokens_slightly_longer_than_it_signs() {
        MovingClock clock = new MovingClock(Instant.parse("2026-01-01T00:00:00Z"));
        BearerIssuer issuer = backend(clock).forLogins().bearerIssuer();
        BearerTokens verifier = backend(clock).forLogins().bearerTokens();
        for (int hour = 0; hour < 3; hour++) {
            assertThat(verifier.verify(push(issuer))).isPresent();
            clock.advance(DynamoVerifyingKeys.REPUBLISHED);
        }
        String last = push(issuer);
        clock.advance(BearerTokens.LIFETIME.minusSeconds(1));
        assertThat(verifier.verify(last)).isPresent();
        assertThat(backend(clock).forLogins().bearerTokens().verify(last)).isPresent();
    }

    @Test
    void a_new_key_costs_one_write_and_one_read_for_each_verifier() {
        Clock clock = Clock.systemUTC();
        BearerIssuer issuer = backend(clock).forLogins().bearerIssuer();
        BearerTokens verifier = backend(clock).forLogins().bearerTokens();
        calls.take();
        String token = push(issuer);
        push(issuer);
        assertThat(calls.take()).containsExactly("PutItem");
        verifier.verify(token);
        verifier.verify(push(issuer));
        assertThat(calls.take()).containsExactly("GetItem");
        verifier.verify("e30." + token.substring(token.indexOf('.') + 1));
        assertThat(calls.take()).isEmpty();
    }

    private static String signingKey(int number) {
        return number + "-key-of-the-rotation-test-0123456789abcdef";
    }

    private Backend backend(Clock clock) {
        return new Backend(environment, clients, clock);
    }

    private static String push(BearerIssuer issuer) {
        return issuer.issue(new Caller(
                "x", List.of(new Access(RepositoryName.parse("app"), Set.of(Action.PUSH))), List.of(), Set.of()));
    }

    private static String keyId(String bearer) {
        return new String(Base64.getUrlDecoder().decode(bearer.split("\\.", -1)[0]), StandardCharsets.UTF_8);
    }

    private String token(Grant... grants) {
        TokenSecret secret = TokenSecret.generate(new SecureRandom());
        backend.forLogins()
                .tokens()
                .add(new Token(
                        secret.id(),
                        "test",
                        secret.hash(),
                        List.of(grants),
                        Instant.now(),
                        Optional.empty(),
                        Optional.empty()));
        return secret.reveal();
    }

    private Response login(Clock clock, String secret, String... scopes) {
        return loginFrom(address(), clock, secret, scopes);
    }

    private Response loginFrom(String from, Clock clock, String secret, String... scopes) {
        String basic = Base64.getEncoder().encodeToString(("x:" + secret).getBytes(StandardCharsets.UTF_8));
        var service = new IssueBearerToken(
                new Credentials(backend.forLogins().tokens(), () -> EmulatedAccount.ADMIN_TOKEN, clock),
                new BearerIssuer(() -> KEY, clock),
                new Granting(wanted -> Set.of()),
                clock);
        return service.handle(new Request(
                "GET",
                "/token",
                new Query(Map.of("scope", List.of(scopes))),
                Map.of("authorization", "Basic " + basic),
                new byte[0],
                from));
    }

    private String address() {
        return "192.0.2." + address.incrementAndGet();
    }
}
