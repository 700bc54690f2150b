package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.RepositoryName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantingTest {
    private static final RepositoryName OPEN = RepositoryName.parse("team-a/open");
    private static final RepositoryName CLOSED = RepositoryName.parse("team-a/closed");

    private final List<RepositoryName> looked = new ArrayList<>();
    private final Granting granting = new Granting(this::among);

    private Set<RepositoryName> among(Collection<RepositoryName> repositories) {
        looked.addAll(repositories);
        return repositories.stream().filter(OPEN::equals).collect(Collectors.toSet());
    }

    private Caller decide(Token token, List<String> scopes) {
        return decide(token, scopes, Map.of());
    }

    private Caller decide(Token token, List<String> scopes, Map<String, Integer> generations) {
        Login login = new Login(Optional.of(token), LoginAttempts.NONE, Optional.empty(), generations);
        return granting.decide(Optional.of(new Credentials.Entry(token, login)), scopes);
    }

    @Test
    void a_grant_for_an_earlier_space_of_the_name_allows_nothing() {
        Grant old = new Grant("team-a", "**", EnumSet.of(Action.PULL, Action.PUSH));
        List<String> scopes = List.of("repository:team-a/closed:pull,push");
        Map<String, Integer> second = Map.of("team-a", 1);
        assertThat(decide(token(old), scopes, second).wasRefused(Action.PULL, CLOSED.at(1)))
                .isTrue();
        Caller caller = decide(token(old.at(1)), scopes, second);
        assertThat(caller.may(Action.PUSH, CLOSED.at(1))).isTrue();
        assertThat(caller.may(Action.PUSH, CLOSED)).isFalse();
    }

    @Test
    void anonymous_callers_pull_public_repositories_and_nothing_else() {
        Caller caller = granting.decide(
                Optional.empty(), List.of("repository:team-a/open:pull,push,delete repository:team-a/closed:pull"));
        assertThat(caller.anonymous()).isTrue();
        assertThat(caller.may(Action.PULL, OPEN)).isTrue();
        assertThat(caller.may(Action.PUSH, OPEN)).isFalse();
        assertThat(caller.wasRefused(Action.DELETE, OPEN)).isTrue();
        assertThat(caller.wasRefused(Action.PULL, CLOSED)).isTrue();
        assertThat(caller.catalog()).isEmpty();
    }

    @Test
    void visibility_is_looked_up_only_if_no_grant_allows_the_pull() {
        Token token = token(new Grant("team-a", "closed", EnumSet.of(Action.PULL)));
        Caller caller = decide(
                token,
                List.of(
                        "repository:team-a/open:pull",
                        "repository:team-a/closed:pull,push",
                        "repository:team-b/x:push"));
        assertThat(looked).containsExactly(OPEN);
        assertThat(caller.may(Action.PULL, OPEN)).isTrue();
        assertThat(caller.may(Action.PULL, CLOSED)).isTrue();
        assertThat(caller.wasRefused(Action.PUSH, CLOSED)).isTrue();
    }

    @Test
    void the_token_for_a_push_that_may_fail_lists_the_places_it_may_push_to() {
        Token token = token(
                new Grant("team-a", "apps/*", EnumSet.of(Action.PUSH)),
                new Grant("default", "**", EnumSet.of(Action.ADMIN)),
                new Grant("team-c", "**", EnumSet.of(Action.PULL)));
        Caller elsewhere = decide(token, List.of("repository:org/app:pull,push"));
        assertThat(elsewhere.reach()).isEqualTo(new PushReach(false, List.of("default", "team-a")));
        assertThat(elsewhere.reach().hint()).contains("the spaces default, team-a");
        assertThat(decide(token, List.of("repository:app:push")).reach()).isEqualTo(PushReach.NOWHERE);
        Token administrator = token(Grant.everything());
        assertThat(decide(administrator, List.of("repository:org/app:push"))
                        .reach()
                        .administrator())
                .isTrue();
    }

    @Test
    void a_token_for_the_catalogue_lists_the_grants_that_allow_pulls() {
        Token token = token(
                new Grant("team-a", "apps/*", EnumSet.of(Action.PULL, Action.PUSH)),
                new Grant("team-b", "**", EnumSet.of(Action.ADMIN)),
                new Grant("team-c", "**", EnumSet.of(Action.PUSH)));
        assertThat(decide(token, List.of(Scope.CATALOG)).catalog().orElseThrow())
                .extracting(Grant::space)
                .containsExactlyInAnyOrder("team-a", "team-b");
        assertThat(granting.decide(Optional.empty(), List.of(Scope.CATALOG)).catalog())
                .contains(List.of());
    }

    @Test
    void the_narrowest_grants_are_left_out_if_a_header_has_no_room_for_all() {
        List<Grant> grants = new ArrayList<>(IntStream.range(0, 40)
                .mapToObj(i -> new Grant("team-a", "x".repeat(200) + i, EnumSet.of(Action.PULL)))
                .toList());
        grants.add(new Grant("team-b", "**", EnumSet.of(Action.PULL)));
        Caller caller = decide(token(grants.toArray(Grant[]::new)), List.of(Scope.CATALOG));
        assertThat(caller.catalog().orElseThrow())
                .hasSizeBetween(10, 20)
                .first()
                .matches(it -> it.space().equals("team-b"));
    }

    private static Token token(Grant... grants) {
        return new Token("id", "name", "", List.of(grants), Instant.EPOCH, Optional.empty(), Optional.empty());
    }
}
