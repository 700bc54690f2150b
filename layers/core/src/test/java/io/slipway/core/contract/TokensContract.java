package io.slipway.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.access.Action;
import io.slipway.core.access.Attempt;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Login;
import io.slipway.core.access.LoginAttempts;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.name.SpaceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract of {@link Tokens}. */
public abstract class TokensContract extends RegistryContract {
    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");
    private static final Grant PULL = new Grant("default", "apps/*", Set.of(Action.PULL));
    private static final Grant PUSH = new Grant("*", "**", Set.of(Action.PUSH, Action.DELETE));

    private Tokens tokens() {
        return ports().tokens();
    }

    private static Token token(String id) {
        return new Token(id, "a name", "hash", List.of(PULL, PUSH), NOON, Optional.empty(), Optional.empty());
    }

    @Test
    void a_token_is_read_back_as_it_was_added() {
        Token plain = token(fresh("plain-"));
        Token ofJob = new Token(
                fresh("job-"),
                "job",
                "hash",
                List.of(PULL),
                NOON,
                Optional.of(NOON.plusSeconds(60)),
                Optional.empty(),
                true);
        for (Token token : List.of(plain, ofJob)) {
            assertThat(tokens().find(token.id())).isEmpty();
            assertThat(tokens().add(token)).isTrue();
            assertThat(tokens().find(token.id())).contains(token);
            assertThat(tokens().add(token)).as("the id is taken").isFalse();
        }
        assertThat(tokens().list()).contains(plain, ofJob);
        assertThat(tokens().list()).extracting(Token::id).isSorted();
    }

    @Test
    void a_removed_token_is_gone() {
        Token token = token(fresh("removed-"));
        tokens().add(token);
        assertThat(tokens().remove(token.id())).isTrue();
        assertThat(tokens().remove(token.id())).isFalse();
        tokens().recordUse(token.id(), NOON);
        tokens().narrow(token.id(), List.of(PULL));
        assertThat(tokens().find(token.id())).isEmpty();
        assertThat(tokens().list()).extracting(Token::id).doesNotContain(token.id());
    }

    @Test
    void a_revoked_token_is_gone() {
        Token token = token(fresh("revoked-"));
        tokens().add(token);
        assertThat(tokens().revoke(token)).isTrue();
        assertThat(tokens().revoke(token)).isFalse();
        assertThat(tokens().find(token.id())).isEmpty();
    }

    @Test
    void a_use_is_noted_in_seconds() {
        Token token = token(fresh("used-"));
        tokens().add(token);
        tokens().recordUse(token.id(), NOON.plusMillis(1_500));
        assertThat(tokens().find(token.id())).map(Token::lastUsed).contains(Optional.of(NOON.plusSeconds(1)));
    }

    @Test
    void a_token_can_be_restricted_to_some_of_its_grants() {
        Token token = token(fresh("narrow-"));
        tokens().add(token);
        tokens().recordUse(token.id(), NOON);
        tokens().narrow(token.id(), List.of(PULL));
        Token left = tokens().find(token.id()).orElseThrow();
        assertThat(left.grants()).containsExactly(PULL);
        assertThat(left.lastUsed()).contains(NOON);
        assertThat(left.hash()).isEqualTo("hash");
    }

    @Test
    void failures_are_counted_by_token_by_address_and_by_both() {
        Token token = token(fresh("guessed-"));
        tokens().add(token);
        Attempt here = new Attempt(token.id(), fresh("here-"), NOON);
        Attempt there = new Attempt(token.id(), fresh("there-"), NOON);
        assertThat(tokens().read(here, Set.of()))
                .isEqualTo(new Login(Optional.of(token), LoginAttempts.NONE, Optional.empty(), Map.of()));
        tokens().countFailure(here);
        tokens().countFailure(here);
        tokens().countFailure(there);
        assertThat(tokens().read(here, Set.of()).failures()).isEqualTo(new LoginAttempts(3, 2, 2));
        assertThat(tokens().read(there, Set.of()).failures()).isEqualTo(new LoginAttempts(3, 1, 1));
        Attempt other = new Attempt(fresh("other-"), here.address(), NOON);
        assertThat(tokens().read(other, Set.of()))
                .isEqualTo(new Login(Optional.empty(), new LoginAttempts(0, 2, 0), Optional.empty(), Map.of()));
    }

    @Test
    void a_failure_with_a_password_in_another_form_counts_only_for_its_address() {
        Attempt attempt = new Attempt(Attempt.NO_TOKEN, fresh("here-"), NOON);
        tokens().countFailure(attempt);
        assertThat(tokens().read(attempt, Set.of()).token()).isEmpty();
        assertThat(tokens().read(attempt, Set.of()).failures()).isEqualTo(new LoginAttempts(0, 1, 0));
        assertThat(tokens().read(new Attempt(Attempt.NO_TOKEN, fresh("there-"), NOON), Set.of())
                        .failures())
                .isEqualTo(LoginAttempts.NONE);
    }

    @Test
    void the_published_hash_of_the_administrators_token_is_read_for_passwords_in_another_form_and_is_not_listed() {
        Attempt attempt = new Attempt(Attempt.NO_TOKEN, fresh("here-"), NOON);
        List<Token> before = tokens().list();
        for (String hash : List.of("first", "second")) {
            tokens().publishAdministrator(hash);
            assertThat(tokens().read(attempt, Set.of()).administrator()).contains(hash);
        }
        assertThat(tokens().read(attempt, Set.of()).token()).isEmpty();
        assertThat(tokens().list()).isEqualTo(before);
        assertThat(tokens().read(new Attempt(fresh("token-"), attempt.address(), NOON), Set.of())
                        .administrator())
                .isEmpty();
    }

    @Test
    void failures_are_forgotten_with_their_window() {
        Attempt attempt = new Attempt(fresh("token-"), fresh("here-"), NOON);
        tokens().countFailure(attempt);
        Attempt last = new Attempt(
                attempt.token(), attempt.address(), LoginAttempts.end(NOON).minusMillis(1));
        Attempt next = new Attempt(attempt.token(), attempt.address(), LoginAttempts.end(NOON));
        assertThat(tokens().read(last, Set.of()).failures()).isEqualTo(new LoginAttempts(1, 1, 1));
        assertThat(tokens().read(next, Set.of()).failures()).isEqualTo(LoginAttempts.NONE);
    }

    @Test
    void a_login_reads_the_generations_of_its_spaces() {
        SpaceName space = space();
        Attempt attempt = new Attempt(Attempt.NO_TOKEN, fresh("from-"), NOON);
        assertThat(tokens().read(attempt, Set.of(space)).now(space)).isEqualTo(space);
        ports().deletions().begin(space, true);
        ports().deletions().finish(space);
        assertThat(tokens().read(attempt, Set.of(space)).now(space)).isEqualTo(space.at(1));
        SpaceName missing = new SpaceName(fresh("missing-"));
        assertThat(tokens().read(attempt, Set.of(missing)).now(missing)).isEqualTo(missing);
    }

    @Test
    void a_grant_keeps_the_generation_of_its_space() {
        Grant grant = PULL.at(3);
        Token token = new Token(
                fresh("token"), "name", "hash", List.of(grant, PUSH), NOON, Optional.empty(), Optional.empty());
        tokens().add(token);
        assertThat(tokens().find(token.id()).orElseThrow().grants()).containsExactly(grant, PUSH);
    }
}
