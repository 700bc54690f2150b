package io.slipway.core.memory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.core.access.Attempt;
import io.slipway.core.access.Grant;
import io.slipway.core.access.Login;
import io.slipway.core.access.LoginAttempts;
import io.slipway.core.access.Token;
import io.slipway.core.access.Tokens;
import io.slipway.core.event.EventType;
import io.slipway.core.name.SpaceName;
import io.slipway.core.token.TokenJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

final class MemoryTokens implements Tokens {
    private final TreeMap<String, Token> tokens = new TreeMap<>();
    private final Store store;
    private final Map<Failures, Long> failures = new HashMap<>();
    private Optional<String> administrator = Optional.empty();

    MemoryTokens(Store store) {
        this.store = store;
    }

    /** The key under which failed attempts are counted: token, address, and window of time. */
    private record Failures(String token, String address, long window) {}

    @Override
    public synchronized Optional<Token> find(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    @Override
    public synchronized Login read(Attempt attempt, Set<SpaceName> spaces) {
        boolean named = !attempt.token().equals(Attempt.NO_TOKEN);
        return new Login(
                find(attempt.token()),
                new LoginAttempts(
                        named ? count(attempt, attempt.token(), "") : 0,
                        count(attempt, "", attempt.address()),
                        named ? count(attempt, attempt.token(), attempt.address()) : 0),
                named ? Optional.empty() : administrator,
                generations(spaces));
    }

    @Override
    public synchronized void publishAdministrator(String hash) {
        administrator = Optional.of(hash);
    }

    private Map<String, Integer> generations(Set<SpaceName> spaces) {
        synchronized (store) {
            return spaces.stream()
                    .collect(Collectors.toMap(
                            SpaceName::value, space -> store.now(space).generation()));
        }
    }

    private long count(Attempt attempt, String token, String address) {
        return failures.getOrDefault(key(attempt, token, address), 0L);
    }

    private static Failures key(Attempt attempt, String token, String address) {
        return new Failures(token, address, LoginAttempts.window(attempt.when()));
    }

    @Override
    public synchronized void countFailure(Attempt attempt) {
        failures.merge(key(attempt, "", attempt.address()), 1L, Long::sum);
        if (!attempt.token().equals(Attempt.NO_TOKEN)) {
            failures.merge(key(attempt, attempt.token(), ""), 1L, Long::sum);
            failures.merge(key(attempt, attempt.token(), attempt.address()), 1L, Long::sum);
        }
    }

    @Override
    public synchronized boolean add(Token token) {
        Token stored = new Token(
                token.id(),
                token.name(),
                token.hash(),
                token.grants(),
                seconds(token.created()),
                token.expires().map(MemoryTokens::seconds),
                Optional.empty(),
                token.ofJob());
        boolean added = tokens.putIfAbsent(token.id(), stored) == null;
        if (added && !token.ofJob()) {
            ObjectNode detail = detail(token);
            detail.set("grants", TokenJson.writeGrants(token.grants()));
            token.expires().ifPresent(expires -> detail.put("expires", expires.toString()));
            store.events.record(EventType.TOKEN_CREATED, space(token), detail);
        }
        return added;
    }

    private static Instant seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    @Override
    public synchronized void recordUse(String id, Instant when) {
        tokens.computeIfPresent(id, (key, old) -> with(old, old.grants(), Optional.of(seconds(when))));
    }

    @Override
    public synchronized List<Token> list() {
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized void narrow(String id, List<Grant> left) {
        tokens.computeIfPresent(id, (key, old) -> with(old, left, old.lastUsed()));
    }

    private static Token with(Token old, List<Grant> grants, Optional<Instant> lastUsed) {
        return new Token(old.id(), old.name(), old.hash(), grants, old.created(), old.expires(), lastUsed, old.ofJob());
    }

    @Override
    public boolean revoke(Token token) {
        boolean removed = remove(token.id());
        if (removed) {
            store.events.record(EventType.TOKEN_REVOKED, space(token), detail(token));
        }
        return removed;
    }

    private static ObjectNode detail(Token token) {
        return MemoryEvents.detail().put("token", token.id()).put("name", token.name());
    }

    /** Returns the only space of a token's grants; empty if the token belongs to the whole registry. */
    private static Optional<SpaceName> space(Token token) {
        Set<String> spaces = token.grants().stream().map(Grant::space).collect(Collectors.toSet());
        return spaces.size() == 1 && !spaces.contains(Grant.ANY_SPACE)
                ? spaces.stream().map(SpaceName::new).findFirst()
                : Optional.empty();
    }

    @Override
    public synchronized boolean remove(String id) {
        return tokens.remove(id) != null;
    }
}
