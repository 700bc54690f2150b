package io.slipway.e2e;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Calls every route as every kind of caller: no caller reads or writes beyond its grant, and hidden resources look
 * like missing ones.
 */
@OnSharedCloud
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
    /** The access that a route requires, on the repository {@code matrix/app} or its space. */
    private enum Need {
        /** The signature of an AWS principal, which no token can replace (AwsLoginTest has the signed calls). */
        A_SIGNATURE,
        AN_ID_TOKEN,
        NOTHING,
        A_BEARER_TOKEN,
        THE_CATALOGUE,
        PULL,
        PUSH,
        DELETE,
        A_TOKEN,
        ANY_GRANT_IN_THE_SPACE,
        TO_ADMINISTER_THE_REPOSITORY,
        TO_ADMINISTER_THE_SPACE,
        TO_ADMINISTER_ALL
    }

    /** Every route. A new route needs a line here. */
    private static final Map<String, Need> NEEDS = Map.ofEntries(
            entry("GET /v2/?", Need.A_BEARER_TOKEN),
            entry("HEAD /v2/?", Need.A_BEARER_TOKEN),
            entry("GET /v2/_catalog", Need.THE_CATALOGUE),
            entry("HEAD /v2/_catalog", Need.THE_CATALOGUE),
            entry("GET /v2/<name>/blobs/<digest>", Need.PULL),
            entry("HEAD /v2/<name>/blobs/<digest>", Need.PULL),
            entry("GET /v2/<name>/manifests/<reference>", Need.PULL),
            entry("HEAD /v2/<name>/manifests/<reference>", Need.PULL),
            entry("GET /v2/<name>/tags/list", Need.PULL),
            entry("HEAD /v2/<name>/tags/list", Need.PULL),
            entry("GET /v2/<name>/referrers/<digest>", Need.PULL),
            entry("HEAD /v2/<name>/referrers/<digest>", Need.PULL),
            entry("GET /v2/<name>/blobs/uploads/<session>", Need.PUSH),
            entry("HEAD /v2/<name>/blobs/uploads/<session>", Need.PUSH),
            entry("POST /v2/<name>/blobs/uploads/?", Need.PUSH),
            entry("PATCH /v2/<name>/blobs/uploads/<session>", Need.PUSH),
            entry("PUT /v2/<name>/blobs/uploads/<session>", Need.PUSH),
            entry("DELETE /v2/<name>/blobs/uploads/<session>", Need.PUSH),
            entry("PUT /v2/<name>/manifests/<reference>", Need.PUSH),
            entry("DELETE /v2/<name>/manifests/<reference>", Need.DELETE),
            entry("DELETE /v2/<name>/blobs/<digest>", Need.DELETE),
            entry("GET /api", Need.NOTHING),
            entry("GET /api/openapi.json", Need.NOTHING),
            entry("GET /api/provenance-key", Need.NOTHING),
            entry("GET /api/openapi.yaml", Need.NOTHING),
            entry("GET /api/login/aws", Need.NOTHING),
            entry("POST /api/login/aws", Need.A_SIGNATURE),
            entry("POST /api/gc", Need.TO_ADMINISTER_ALL),
            entry("POST /api/gc/scrub", Need.TO_ADMINISTER_ALL),
            entry("POST /api/login/oidc", Need.AN_ID_TOKEN),
            entry("GET /api/identities", Need.TO_ADMINISTER_ALL),
            entry("POST /api/identities", Need.TO_ADMINISTER_ALL),
            entry("DELETE /api/identities/<id>", Need.TO_ADMINISTER_ALL),
            entry("GET /api/principals", Need.TO_ADMINISTER_ALL),
            entry("POST /api/principals", Need.TO_ADMINISTER_ALL),
            entry("DELETE /api/principals/<id>", Need.TO_ADMINISTER_ALL),
            entry("GET /api/tokens", Need.A_TOKEN),
            entry("POST /api/tokens", Need.TO_ADMINISTER_THE_SPACE),
            entry("DELETE /api/tokens/<id>", Need.A_TOKEN),
            entry("GET /api/spaces", Need.A_TOKEN),
            entry("POST /api/spaces", Need.TO_ADMINISTER_ALL),
            entry("GET /api/spaces/<space>", Need.ANY_GRANT_IN_THE_SPACE),
            entry("PATCH /api/spaces/<space>", Need.TO_ADMINISTER_THE_SPACE),
            entry("DELETE /api/spaces/<space>", Need.TO_ADMINISTER_ALL),
            entry("GET /api/audit", Need.TO_ADMINISTER_ALL),
            entry("GET /api/spaces/<space>/audit", Need.TO_ADMINISTER_THE_SPACE),
            entry("GET /api/spaces/<space>/webhooks", Need.TO_ADMINISTER_THE_SPACE),
            entry("POST /api/spaces/<space>/webhooks", Need.TO_ADMINISTER_THE_SPACE),
            entry("DELETE /api/spaces/<space>/webhooks/<id>", Need.TO_ADMINISTER_THE_SPACE),
            entry("GET /api/spaces/<space>/repositories", Need.ANY_GRANT_IN_THE_SPACE),
            entry("GET /api/spaces/<space>/repositories/<name>", Need.PULL),
            entry("PATCH /api/spaces/<space>/repositories/<name>", Need.TO_ADMINISTER_THE_REPOSITORY),
            entry("DELETE /api/spaces/<space>/repositories/<name>", Need.TO_ADMINISTER_THE_REPOSITORY),
            entry("GET /api/spaces/<space>/tags", Need.PULL),
            entry("GET /api/spaces/<space>/manifests", Need.PULL),
            entry("GET /api/spaces/<space>/manifests/<digest>/blobs", Need.PULL),
            entry("GET /api/spaces/<space>/blobs/<digest>", Need.PULL),
            entry("GET /api/spaces/<space>/packages", Need.ANY_GRANT_IN_THE_SPACE),
            // The body contains the package, or no caller here may pull it: PackagesTest has the grants.
            entry("POST /api/spaces/<space>/packages", Need.A_TOKEN),
            entry("POST /api/spaces/<space>/package-uploads", Need.A_TOKEN),
            entry("POST /api/<space>/packages/raw", Need.A_TOKEN),
            entry("POST /api/packages/raw", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/packages/<id>", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/packages/<id>/versions/<version>", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/packages/<id>/versions/<version>/files", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/packages/<id>/versions/<version>/content", Need.A_TOKEN),
            entry("DELETE /api/spaces/<space>/packages/<id>/versions/<version>", Need.TO_ADMINISTER_THE_SPACE),
            // The body contains the image, or it does not exist: BuildsTest has the grants.
            entry("POST /api/spaces/<space>/builds", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/builds", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/builds/<id>", Need.A_TOKEN),
            entry("POST /api/spaces/<space>/builds/<id>/cancel", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/builds/<id>/log", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/builds/<id>/report", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/builds/<id>/diff/<other>", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/deployments/<id>/images", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/quota", Need.TO_ADMINISTER_THE_SPACE),
            entry("PUT /api/spaces/<space>/quota", Need.TO_ADMINISTER_ALL),
            entry("GET /api/spaces/<space>/usage", Need.TO_ADMINISTER_THE_SPACE),
            entry("GET /api/spaces/<space>/usage/days", Need.TO_ADMINISTER_THE_SPACE),
            entry("GET /api/spaces/<space>/retention", Need.TO_ADMINISTER_THE_SPACE),
            entry("PUT /api/spaces/<space>/retention", Need.TO_ADMINISTER_THE_SPACE),
            entry("POST /api/spaces/<space>/retention/preview", Need.TO_ADMINISTER_THE_SPACE),
            entry("POST /api/spaces/<space>/retention/run", Need.TO_ADMINISTER_THE_SPACE),
            entry("GET /api/spaces/<space>/deployments", Need.ANY_GRANT_IN_THE_SPACE),
            // The entry determines the repository that they need: RetentionTest has the grants.
            entry("POST /api/spaces/<space>/deployments/<id>/retire", Need.A_TOKEN),
            entry("POST /api/spaces/<space>/deployments/<id>/lease", Need.A_TOKEN),
            entry("GET /api/spaces/<space>/bin", Need.ANY_GRANT_IN_THE_SPACE),
            entry("POST /api/spaces/<space>/bin/<id>/restore", Need.A_TOKEN),
            entry("DELETE /api/spaces/<space>/bin/<id>", Need.A_TOKEN));

    /** Every list, and the query for its shortest page. A new list needs a line here. */
    private static final Map<String, String> LISTS = Map.ofEntries(
            entry("GET /v2/_catalog", "n=1"),
            entry("GET /v2/<name>/tags/list", "n=1"),
            entry("GET /v2/<name>/referrers/<digest>", "n=1"),
            entry("GET /api/identities", ""),
            entry("GET /api/principals", ""),
            entry("GET /api/tokens", ""),
            entry("GET /api/audit", ""),
            entry("GET /api/spaces/<space>/audit", ""),
            entry("GET /api/spaces/<space>/webhooks", ""),
            entry("GET /api/spaces", ""),
            entry("GET /api/spaces/<space>/repositories", "n=1"),
            entry("GET /api/spaces/<space>/tags", "n=1"),
            entry("GET /api/spaces/<space>/packages", ""),
            entry("GET /api/spaces/<space>/packages/<id>", ""),
            entry("GET /api/spaces/<space>/builds", "limit=1"),
            entry("GET /api/spaces/<space>/deployments/<id>/images", ""),
            entry("GET /api/spaces/<space>/deployments", ""),
            entry("GET /api/spaces/<space>/retention", ""),
            entry("GET /api/spaces/<space>/usage", ""),
            entry("GET /api/spaces/<space>/usage/days", ""),
            entry("GET /api/spaces/<space>/bin", "n=1"));

    /** The callers, with their grants and the access that these should allow. */
    enum Actor {
        ANONYMOUS("", Need.A_BEARER_TOKEN, Need.THE_CATALOGUE),
        PULLER(grant("matrix", "app", "pull"), Need.PULL, Need.ANY_GRANT_IN_THE_SPACE),
        PUSHER(grant("matrix", "app", "push"), Need.PUSH, Need.ANY_GRANT_IN_THE_SPACE),
        DELETER(grant("matrix", "app", "delete"), Need.DELETE, Need.ANY_GRANT_IN_THE_SPACE),
        PATTERN(grant("matrix", "a*", "pull\",\"push"), Need.PULL, Need.PUSH, Need.ANY_GRANT_IN_THE_SPACE),
        OTHER_PATTERN(grant("matrix", "other/**", "admin"), Need.ANY_GRANT_IN_THE_SPACE),
        REPOSITORY_ADMIN(
                grant("matrix", "app", "admin"),
                Need.PULL,
                Need.PUSH,
                Need.DELETE,
                Need.ANY_GRANT_IN_THE_SPACE,
                Need.TO_ADMINISTER_THE_REPOSITORY),
        SPACE_ADMIN(
                grant("matrix", "**", "admin"),
                Need.PULL,
                Need.PUSH,
                Need.DELETE,
                Need.ANY_GRANT_IN_THE_SPACE,
                Need.TO_ADMINISTER_THE_REPOSITORY,
                Need.TO_ADMINISTER_THE_SPACE),
        OTHER_SPACE(grant("matrix-other", "**", "pull\",\"push\",\"delete\",\"admin")),
        DEFAULT_SPACE(grant("default", "**", "pull\",\"push\",\"delete\",\"admin")),
        EXPIRED(grant("matrix", "**", "admin")),
        REVOKED(grant("matrix", "**", "admin")),
        ADMINISTRATOR("", Need.values());

        private final String grant;

        @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
        private final Set<Need> can;

        Actor(String grant, Need... can) {
            this.grant = grant;
            Set<Need> all = EnumSet.of(Need.NOTHING, can);
            if (hasToken() && !ended()) {
                all.addAll(Set.of(Need.A_TOKEN, Need.A_BEARER_TOKEN, Need.THE_CATALOGUE));
            }
            this.can = Set.copyOf(all);
        }

        boolean hasToken() {
            return !name().equals("ANONYMOUS");
        }

        boolean ended() {
            return name().equals("EXPIRED") || name().equals("REVOKED");
        }

        private static String grant(String space, String repository, String actions) {
            return "{\"space\":\"" + space + "\",\"repository\":\"" + repository + "\",\"actions\":[\"" + actions
                    + "\"]}";
        }
    }

    private static final String ALL = "pull,push,delete";
    private static final String UNKNOWN_DIGEST = "sha256:" + "0".repeat(64);

    private final Map<Actor, String> passwords = new HashMap<>();
    private Api api;
    private String administrator;

    @BeforeAll
    void prepare(Cloud cloud) throws InterruptedException {
        api = new Api(cloud);
        administrator = cloud.adminToken();
        for (String space : List.of("matrix", "matrix-other")) {
            assertThat(call(administrator, "POST", "/api/spaces", "{\"name\":\"" + space + "\"}")
                            .statusCode())
                    .isEqualTo(201);
        }
        api.pushImage("matrix/app", "1");
        api.pushImage("matrix/open", "1");
        setVisibility("open", "public");
        for (String hidden : List.of("0-hidden", "z-hidden", "packages/0-hidden", "packages/z-hidden")) {
            api.pushImage("matrix/" + hidden, "1");
        }
        for (Actor actor : Actor.values()) {
            String life = actor == Actor.EXPIRED ? ",\"expiresIn\":\"PT1S\"" : "";
            if (!actor.grant.isEmpty()) {
                var made = call(
                        administrator,
                        "POST",
                        "/api/tokens",
                        "{\"name\":\"" + actor + "\",\"grants\":[" + actor.grant + "]" + life + "}");
                passwords.put(actor, Api.json(made).path("token").asText());
                if (actor == Actor.REVOKED) {
                    call(
                            administrator,
                            "DELETE",
                            "/api/tokens/" + Api.json(made).path("id").asText(),
                            "");
                }
            }
        }
        passwords.put(Actor.ADMINISTRATOR, administrator);
        Thread.sleep(1_100);
    }

    @Test
    void every_route_has_an_expectation() {
        assertThat(NEEDS.keySet()).containsExactlyInAnyOrderElementsOf(AllRoutes.names());
    }

    @Test
    void every_list_has_a_row() {
        SoftAssertions softly = new SoftAssertions();
        for (String route : NEEDS.keySet()) {
            String path = route.substring(route.indexOf(' ') + 1);
            if (route.startsWith("GET /")
                    && !path.equals("/api")
                    && !path.startsWith("/api/openapi")
                    && !path.equals("/api/provenance-key")) {
                HttpResponse<String> answer = path.startsWith("/v2")
                        ? registry(Actor.ADMINISTRATOR, "GET", path, "matrix/app")
                        : api(Actor.ADMINISTRATOR, "GET", path, "matrix", "app");
                boolean list = answer.statusCode() == 200
                        && Api.json(answer).valueStream().anyMatch(JsonNode::isArray);
                softly.assertThat(!list || LISTS.containsKey(route)).as(route).isTrue();
            }
        }
        softly.assertAll();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPIRED", "REVOKED", "SPACE_ADMIN", "ADMINISTRATOR"})
    void no_page_and_no_link_to_the_next_page_contains_a_hidden_name(Actor actor) {
        SoftAssertions softly = new SoftAssertions();
        LISTS.forEach((route, first) -> {
            String path = route.substring(route.indexOf(' ') + 1);
            String query = first;
            for (int page = 0; page < 5 && query != null; page++) {
                HttpResponse<String> answer = path.startsWith("/v2")
                        ? registry(actor, "GET", path + "?" + query, "matrix/app")
                        : api(actor, "GET", path, "matrix", "app", query);
                softly.assertThat(answer.body() + answer.headers().map())
                        .as(actor + " " + route + " " + query)
                        .doesNotContain("hidden");
                query = next(answer, first);
            }
        });
        softly.assertAll();
    }

    /** Returns the query of the next page, as a client derives it from the response. */
    private static @Nullable String next(HttpResponse<String> answer, String first) {
        Optional<String> link = answer.headers().firstValue("Link");
        if (link.isPresent()) {
            return link.get().replaceFirst(".*[?]([^>]*)>.*", "$1");
        }
        JsonNode body = answer.statusCode() == 200 ? Api.json(answer) : MissingNode.getInstance();
        String from = body.path("next").asText(body.path("last").asText());
        return from.isEmpty() ? null : first + (first.startsWith("limit") ? "&before=" : "&last=") + from;
    }

    @ParameterizedTest
    @EnumSource
    void no_caller_can_exceed_its_grant(Actor actor) {
        SoftAssertions softly = new SoftAssertions();
        NEEDS.forEach((route, need) -> {
            int space = route.indexOf(' ');
            String method = route.substring(0, space);
            String path = route.substring(space + 1);
            if (path.startsWith("/v2")) {
                checkRegistry(softly, actor, method, path, actor.can.contains(need));
            } else {
                checkApi(softly, actor, method, path, need);
            }
        });
        softly.assertAll();
    }

    private void checkRegistry(SoftAssertions softly, Actor actor, String method, String path, boolean allowed) {
        HttpResponse<String> answer = registry(actor, method, path, "matrix/app");
        String what = actor + " " + method + " " + path + ": " + answer.statusCode() + " " + answer.body();
        softly.assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (allowed) {
            softly.assertThat(answer.statusCode()).as(what).isNotIn(401, 403);
            return;
        }
        boolean login = !actor.hasToken() || actor.ended();
        softly.assertThat(answer.statusCode()).as(what).isEqualTo(login ? 401 : 403);
        if (login) {
            softly.assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .as(what)
                    .hasSize(1);
        }
        HttpResponse<String> nothing = registry(actor, method, path, "matrix/nothere");
        softly.assertThat(look(answer, "matrix/app")).as(what).isEqualTo(look(nothing, "matrix/nothere"));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ANONYMOUS"})
    void basic_credentials_allow_no_more_than_a_bearer_token(Actor actor) {
        SoftAssertions softly = new SoftAssertions();
        NEEDS.forEach((route, need) -> {
            int space = route.indexOf(' ');
            String method = route.substring(0, space);
            String path = route.substring(space + 1);
            if (path.startsWith("/v2")) {
                HttpResponse<String> answer = basic(actor, method, path, "matrix/app");
                String what = actor + " " + route + ": " + answer.statusCode() + " " + answer.body();
                if (actor.can.contains(need)) {
                    softly.assertThat(answer.statusCode())
                            .as(what)
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    // A caller with an expired token is throttled after some attempts.
                    softly.assertThat(answer.statusCode())
                            .as(what)
                            .isIn(actor.ended() ? List.of(401, 429) : List.of(403));
                    softly.assertThat(look(answer, "matrix/app"))
                            .as(what)
                            .isEqualTo(look(basic(actor, method, path, "matrix/nothere"), "matrix/nothere"));
                }
            }
        });
        softly.assertAll();
    }

    private HttpResponse<String> basic(Actor actor, String method, String path, String repository) {
        return api.send(method, address(path, repository), new byte[0], Api.basic(password(actor)));
    }

    private void checkApi(SoftAssertions softly, Actor actor, String method, String path, Need need) {
        HttpResponse<String> answer = api(actor, method, path, "matrix", "app");
        String what = actor + " " + method + " " + path + ": " + answer.statusCode() + " " + answer.body();
        softly.assertThat(answer.statusCode()).as(what).isLessThan(500);
        if (need == Need.A_SIGNATURE) {
            softly.assertThat(answer.statusCode()).as(what).isIn(401, 403);
        } else if (need == Need.AN_ID_TOKEN) {
            softly.assertThat(answer.statusCode()).as(what).isIn(400, 401, 429);
        } else if (actor.can.contains(need)) {
            softly.assertThat(answer.statusCode()).as(what).isNotIn(401, 403);
        } else if (!actor.hasToken() || actor.ended()) {
            // A caller with an expired token is throttled after some attempts.
            softly.assertThat(answer.statusCode()).as(what).isIn(actor.ended() ? List.of(401, 429) : List.of(401));
        } else if (actor.can.contains(namesRepository(path) ? Need.PULL : Need.ANY_GRANT_IN_THE_SPACE)) {
            softly.assertThat(answer.statusCode()).as(what).isEqualTo(403);
        } else {
            softly.assertThat(answer.statusCode()).as(what).isIn(403, 404);
            boolean repository = namesRepository(path);
            HttpResponse<String> nothing = repository
                    ? api(actor, method, path, "matrix", "nothere")
                    : api(actor, method, path, "matrix-nowhere", "app");
            softly.assertThat(look(answer, repository ? "matrix/app" : "matrix"))
                    .as(what)
                    .isEqualTo(look(nothing, repository ? "matrix/nothere" : "matrix-nowhere"));
        }
    }

    @Test
    void a_token_request_beyond_the_grant_gets_the_covered_part() {
        String bearer = bearer(Actor.PULLER, "repository:matrix/app:pull,push");
        assertThat(get(bearer, "/v2/matrix/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(Api.code(send(bearer, "POST", "/v2/matrix/app/blobs/uploads/", "")))
                .isEqualTo("403 DENIED");
    }

    @Test
    void a_token_without_the_requested_scope_gets_a_challenge() {
        String bearer = bearer(Actor.SPACE_ADMIN, "repository:matrix/app:pull");
        HttpResponse<String> answer = send(bearer, "POST", "/v2/matrix/app/blobs/uploads/", "");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("scope=\"repository:matrix/app:pull,push\"", "error=\"insufficient_scope\"");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPIRED", "REVOKED"})
    void everyone_can_pull_from_a_public_repository_and_only_permitted_callers_can_push(Actor actor) {
        String bearer = bearer(actor, "repository:matrix/open:pull,push,delete");
        assertThat(get(bearer, "/v2/matrix/open/manifests/1").statusCode()).isEqualTo(200);
        assertThat(get(bearer, "/v2/matrix/open/tags/list").statusCode()).isEqualTo(200);
        int pushed = send(bearer, "POST", "/v2/matrix/open/blobs/uploads/", "").statusCode();
        boolean may = Set.of(Actor.SPACE_ADMIN, Actor.ADMINISTRATOR).contains(actor);
        assertThat(pushed).isEqualTo(may ? 202 : actor.hasToken() ? 403 : 401);
        if (!may && actor.hasToken()) {
            assertThat(call(
                                    password(actor),
                                    "PATCH",
                                    "/api/spaces/matrix/repositories/open",
                                    "{\"visibility\":\"private\"}")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"EXPIRED", "REVOKED"})
    void the_catalogue_and_the_list_contain_only_repositories_that_may_be_pulled(Actor actor) {
        Set<String> names = new TreeSet<>();
        Api.json(get(bearer(actor, "registry:catalog:*"), "/v2/_catalog"))
                .path("repositories")
                .forEach(name -> names.add(name.asText()));
        assertThat(names).contains("matrix/open");
        assertThat(names.contains("matrix/app")).isEqualTo(actor.can.contains(Need.PULL));
        if (actor.can.contains(Need.ANY_GRANT_IN_THE_SPACE)) {
            String list = call(password(actor), "GET", "/api/spaces/matrix/repositories", "")
                    .body();
            assertThat(list).contains("\"matrix/open\"");
            assertThat(list.contains("\"matrix/app\"")).isEqualTo(actor.can.contains(Need.PULL));
        }
    }

    @Test
    void a_repository_that_becomes_private_is_hidden_from_the_next_bearer_token() {
        api.pushImage("matrix/turning", "1");
        setVisibility("turning", "public");
        String scope = "repository:matrix/turning:pull";
        assertThat(get(bearer(Actor.ANONYMOUS, scope), "/v2/matrix/turning/manifests/1")
                        .statusCode())
                .isEqualTo(200);
        setVisibility("turning", "private");
        assertThat(get(bearer(Actor.ANONYMOUS, scope), "/v2/matrix/turning/manifests/1")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void a_space_can_make_its_new_repositories_public() {
        call(administrator, "POST", "/api/spaces", "{\"name\":\"matrix-open\",\"defaultVisibility\":\"public\"}");
        api.pushImage("matrix-open/app", "1");
        String bearer = bearer(Actor.ANONYMOUS, "repository:matrix-open/app:pull");
        assertThat(get(bearer, "/v2/matrix-open/app/manifests/1").statusCode()).isEqualTo(200);
        assertThat(call(administrator, "DELETE", "/api/spaces/matrix-open?confirm=matrix-open", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(get(bearer(Actor.ANONYMOUS, "repository:matrix-open/app:pull"), "/v2/matrix-open/app/manifests/1")
                        .statusCode())
                .isEqualTo(401);
    }

    private void setVisibility(String repository, String visibility) {
        String body = "{\"visibility\":\"" + visibility + "\"}";
        assertThat(call(administrator, "PATCH", "/api/spaces/matrix/repositories/" + repository, body)
                        .statusCode())
                .isEqualTo(200);
    }

    private String password(Actor actor) {
        return passwords.getOrDefault(actor, "");
    }

    /** Returns the bearer token of the token service, or the caller's own token if it is not valid. */
    private String bearer(Actor actor, String scope) {
        if (actor.ended()) {
            return password(actor);
        }
        HttpResponse<String> answer = actor.hasToken()
                ? api.token(password(actor), scope)
                : api.send("GET", "/token?service=slipway&scope=" + scope, new byte[0], Map.of());
        return Api.json(answer).path("token").asText();
    }

    private HttpResponse<String> registry(Actor actor, String method, String path, String repository) {
        String scope = "repository:" + repository + ":" + ALL + "%20registry:catalog:*";
        return send(bearer(actor, scope), method, address(path, repository), "");
    }

    private static String address(String path, String repository) {
        return path.replace("/?", "/")
                .replace("<name>", repository)
                .replace("<digest>", UNKNOWN_DIGEST)
                .replace("<reference>", "none")
                .replace("<session>", "00000000-0000-8000-8000-000000000000");
    }

    private static boolean namesRepository(String path) {
        return path.contains("<name>") || inQuery(path);
    }

    /** Returns whether a route of the API has its repository in the query. */
    private static boolean inQuery(String path) {
        return Set.of(
                        "/api/spaces/<space>/tags",
                        "/api/spaces/<space>/blobs/<digest>",
                        "/api/spaces/<space>/manifests",
                        "/api/spaces/<space>/manifests/<digest>/blobs")
                .contains(path);
    }

    private HttpResponse<String> api(Actor actor, String method, String path, String space, String repository) {
        return api(actor, method, path, space, repository, "");
    }

    private HttpResponse<String> api(
            Actor actor, String method, String path, String space, String repository, String query) {
        String address = path.replace("<space>", space)
                .replace("<name>", repository)
                .replace("<id>", "nobody")
                .replace("<other>", "nobody")
                .replace("<digest>", UNKNOWN_DIGEST)
                .replace("<version>", "1.0.0");
        if (inQuery(path)) {
            address += "?repository=" + repository;
        }
        address += query.isEmpty() ? "" : (inQuery(path) ? "&" : "?") + query;
        boolean hasBody = method.equals("POST") || method.equals("PATCH") || method.equals("PUT");
        String grants = "{\"grants\":[{\"space\":\"" + space + "\",\"actions\":[\"pull\"]}]}";
        String body = path.equals("/api/tokens") ? grants : "{}";
        return call(password(actor), method, address, hasBody ? body : "");
    }

    private HttpResponse<String> get(String bearer, String path) {
        return send(bearer, "GET", path, "");
    }

    private HttpResponse<String> send(String bearer, String method, String path, String body) {
        return call(bearer, method, path, body);
    }

    private HttpResponse<String> call(String token, String method, String path, String body) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        if (!token.isEmpty()) {
            headers.put("Authorization", "Bearer " + token);
        }
        return api.send(method, path, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    /** Returns the visible parts of a response, without the name that the caller sent. */
    private static String look(HttpResponse<String> answer, String name) {
        String challenge = answer.headers().firstValue("WWW-Authenticate").orElse("");
        return (answer.statusCode() + " " + challenge + " " + answer.body()).replace(name, "NAME");
    }
}
