package io.slipway.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.core.error.RegistryException;
import io.slipway.core.name.SpaceName;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Guessing is slowed down, but only for those who guess. */
class CredentialsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");
    private static final String ADMIN = "A".repeat(48);
    private static final String HERE = "203.0.113.7";
    private static final String ELSEWHERE = "198.51.100.1";

    private final TokenSecret right = TokenSecret.generate(new SecureRandom());
    private final String wrong = "slp_" + right.id() + "_" + "x".repeat(43);
    private final InMemory tokens = new InMemory();

    private static Optional<Token> check(Credentials credentials, String text, String address) {
        return credentials.logIn(text, address, Set.of()).map(Credentials.Entry::token);
    }

    @Test
    void a_right_token_is_accepted_and_a_wrong_one_is_not() {
        assertThat(check(at(NOW), right.reveal(), HERE)).isPresent();
        assertThat(check(at(NOW), ADMIN, HERE)).map(Token::id).contains("admin");
        assertThat(check(at(NOW), wrong, HERE)).isEmpty();
        assertThat(check(at(NOW), "anything", HERE)).isEmpty();
    }

    @Test
    void an_address_that_guesses_at_a_token_must_wait_even_if_it_guesses_right() {
        fail(LoginAttempts.MAX_BOTH, HERE);
        assertRefused(wrong, HERE);
        assertRefused(right.reveal(), HERE);
    }

    @Test
    void a_guessed_token_works_from_other_addresses_and_other_tokens_work_from_the_guessing_address() {
        fail(LoginAttempts.MAX_BOTH, HERE);
        assertThat(check(at(NOW), right.reveal(), ELSEWHERE)).isPresent();
        assertThat(check(at(NOW), ADMIN, HERE)).isPresent();
    }

    @Test
    void a_token_that_many_addresses_guess_at_works_for_an_address_that_never_guessed() {
        IntStream.range(0, LoginAttempts.MAX_TOKEN).forEach(i -> fail(1, "192.0.2." + i));
        assertRefused(right.reveal(), "192.0.2.3");
        assertRefused(wrong, ELSEWHERE);
        assertThat(check(at(NOW), right.reveal(), ELSEWHERE)).isPresent();
    }

    @Test
    void an_address_that_tries_many_tokens_must_wait_and_is_no_longer_counted() {
        for (int i = 0; i < LoginAttempts.MAX_ADDRESS; i++) {
            check(at(NOW), "slp_" + "%012x".formatted(i) + "_" + "x".repeat(43), HERE);
        }
        int counted = tokens.failed.size();
        assertRefused(wrong, HERE);
        assertRefused("anything", HERE);
        assertThat(tokens.failed).hasSize(counted);
        assertThat(check(at(NOW), right.reveal(), HERE)).isPresent();
    }

    @Test
    void addresses_in_one_ipv6_network_are_counted_together() {
        fail(LoginAttempts.MAX_BOTH - 1, "2001:db8:1:2::1");
        fail(1, "2001:db8:1:2:ffff::2");
        assertRefused(right.reveal(), "2001:db8:1:2::3");
        assertThat(check(at(NOW), right.reveal(), "2001:db8:1:3::1")).isPresent();
    }

    @Test
    void the_response_states_the_wait_and_the_token_works_after_it() {
        fail(LoginAttempts.MAX_BOTH, HERE);
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> check(at(NOW), right.reveal(), HERE))
                .satisfies(e -> assertThat(e.headers()).containsEntry("Retry-After", "240"));
        assertThat(check(at(NOW.plus(Duration.ofMinutes(4))), right.reveal(), HERE))
                .isPresent();
    }

    /** Otherwise a client with another registry's password would lock out administrators in its network. */
    @Test
    void a_password_that_is_not_a_token_does_not_count_as_a_guess_at_the_administrators_token() {
        for (int i = 0; i < LoginAttempts.MAX_BOTH; i++) {
            assertThat(check(at(NOW), "x".repeat(40), HERE)).isEmpty();
        }
        assertThat(tokens.failed).extracting(Attempt::token).containsOnly(Attempt.NO_TOKEN);
        assertThat(check(at(NOW), ADMIN, HERE)).isPresent();
    }

    @Test
    void an_expired_token_does_not_count_as_a_guess() {
        tokens.expires = Optional.of(NOW);
        assertThat(check(at(NOW), right.reveal(), HERE)).isEmpty();
        assertThat(tokens.failed).isEmpty();
    }

    /** The function that serves pulls must not hold a secret that allows pushes. */
    @Test
    void a_function_without_the_administrators_token_accepts_it_once_another_function_has() {
        Credentials without = new Credentials(tokens, ForeignTokens.NONE, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(check(without, ADMIN, HERE)).isEmpty();
        assertThat(check(at(NOW), ADMIN, HERE)).isPresent();
        assertThat(check(without, ADMIN, HERE)).map(Token::id).contains("admin");
        assertThat(check(without, ADMIN + "A", HERE)).isEmpty();
        assertThat(check(without, right.reveal(), HERE)).isPresent();
        String next = "B".repeat(48);
        assertThat(check(new Credentials(tokens, () -> next, Clock.fixed(NOW, ZoneOffset.UTC)), next, HERE))
                .isPresent();
        assertThat(check(without, next, HERE)).isPresent();
        assertThat(check(without, ADMIN, HERE)).as("replaced").isEmpty();
    }

    @Test
    void a_replaced_administrators_token_is_refused_where_the_current_one_can_be_read() {
        tokens.publishAdministrator(Credentials.hash("old"));
        assertThat(check(at(NOW), "old", HERE)).isEmpty();
    }

    private void fail(int times, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(check(at(NOW), wrong, address)).isEmpty();
        }
    }

    private void assertRefused(String secret, String address) {
        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> check(at(NOW), secret, address))
                .satisfies(e -> assertThat(e.status()).isEqualTo(429));
    }

    private Credentials at(Instant now) {
        return new Credentials(tokens, () -> ADMIN, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** Holds one token, and lists the failures. */
    private final class InMemory implements Tokens {
        private final List<Attempt> failed = new ArrayList<>();
        private Optional<Instant> expires = Optional.empty();
        private Optional<String> administrator = Optional.empty();

        @Override
        public Optional<Token> find(String id) {
            Token token =
                    new Token(id, "test", right.hash(), List.of(Grant.everything()), NOW, expires, Optional.of(NOW));
            return Optional.of(token).filter(it -> it.id().equals(right.id()));
        }

        @Override
        public Login read(Attempt attempt, Set<SpaceName> spaces) {
            Map<String, Long> counts = new HashMap<>();
            for (Attempt other : failed) {
                if (LoginAttempts.window(other.when()) == LoginAttempts.window(attempt.when())) {
                    boolean token = other.token().equals(attempt.token());
                    boolean address = other.address().equals(attempt.address());
                    counts.merge("token", token ? 1L : 0, Long::sum);
                    counts.merge("address", address ? 1L : 0, Long::sum);
                    counts.merge("both", token && address ? 1L : 0, Long::sum);
                }
            }
            LoginAttempts failures = new LoginAttempts(
                    counts.getOrDefault("token", 0L),
                    counts.getOrDefault("address", 0L),
                    counts.getOrDefault("both", 0L));
            return new Login(find(attempt.token()), failures, administrator, Map.of());
        }

        @Override
        public void countFailure(Attempt attempt) {
            failed.add(attempt);
        }

        @Override
        public void publishAdministrator(String hash) {
            administrator = Optional.of(hash);
        }

        @Override
        public boolean add(Token token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void recordUse(String id, Instant when) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Token> list() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void narrow(String id, List<Grant> left) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean revoke(Token token) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean remove(String id) {
            throw new UnsupportedOperationException();
        }
    }
}
