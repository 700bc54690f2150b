package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.name.RepositoryName;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeTest {
    private static final RepositoryName APP = RepositoryName.parse("app");

    @Test
    void reads_the_scopes_that_docker_requests() {
        assertThat(Scope.parseAll(List.of("repository:app:pull,push")))
                .containsExactly(new Scope(APP, Set.of(Action.PULL, Action.PUSH)));
    }

    @Test
    void reads_several_in_one_parameter_and_in_several() {
        assertThat(Scope.parseAll(List.of("repository:app:pull repository:team/app:push", "repository:x:delete")))
                .containsExactly(
                        new Scope(APP, Set.of(Action.PULL)),
                        new Scope(RepositoryName.parse("team/app"), Set.of(Action.PUSH)),
                        new Scope(RepositoryName.parse("x"), Set.of(Action.DELETE)));
    }

    @Test
    void a_star_requests_every_action_on_content() {
        assertThat(Scope.parseAll(List.of("repository:app:*"))).containsExactly(new Scope(APP, Action.content()));
    }

    @Test
    void a_scope_never_requests_administration() {
        assertThat(Scope.parseAll(List.of("repository:app:admin,pull")))
                .containsExactly(new Scope(APP, Set.of(Action.PULL)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "repository", "repository:app", "registry:catalog:*", "repository:App:pull", ":::"})
    void scopes_with_invalid_names_are_ignored(String text) {
        assertThat(Scope.parseAll(List.of(text))).isEmpty();
    }

    @Test
    void scopes_beyond_the_limit_are_ignored() {
        assertThat(Scope.parseAll(Collections.nCopies(1000, "repository:app:pull")))
                .hasSize(Scope.MAX_COUNT);
    }
}
