package io.slipway.core.access;

import io.slipway.core.error.RegistryException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Identifies the callers of the registry: by a bearer token of the token service, or by Basic credentials with a password that the token service
 * accepts. With Basic credentials, programs such as curl, benchmarks and small libraries need no token service; each of their requests costs the
 * reads of a login.
 */
public final class RegistryLogin {
    private final BearerTokens bearers;
    private final Credentials credentials;
    private final Granting granting;
    private final Clock clock;

    public RegistryLogin(BearerTokens bearers, Credentials credentials, Granting granting, Clock clock) {
        this.bearers = bearers;
        this.credentials = credentials;
        this.granting = granting;
        this.clock = clock;
    }

    /** Returns the caller of a bearer token; empty for one that is invalid or has expired. */
    public Optional<Caller> byBearer(String token) {
        return bearers.verify(token);
    }

    /**
     * Returns the caller of Basic credentials, as if it had asked the token service for these scopes; empty for a wrong password.
     *
     * @param header the value of the header {@code Authorization}
     * @param address the client's address, at which wrong passwords are counted
     * @param scopes the scopes that the request needs
     * @throws RegistryException if the address has sent too many wrong passwords
     */
    public Optional<Caller> byBasic(String header, String address, String scopes) {
        List<String> asked = List.of(scopes);
        return BasicPassword.of(header)
                .flatMap(password -> credentials.logIn(password, address, Scope.spaces(asked)))
                .map(entry -> granting.decide(Optional.of(entry), asked)
                        .until(clock.instant().plus(BearerTokens.LIFETIME)));
    }
}
