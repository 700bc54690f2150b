package io.slipway.function.token;

import io.slipway.aws.Backend;
import io.slipway.aws.Environment;
import io.slipway.aws.lambda.HttpFunction;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Granting;
import io.slipway.core.access.IssueBearerToken;
import io.slipway.core.name.RepositoryName;
import java.util.List;
import java.util.Map;

/** Serves GET and POST of {@code /token}: exchanges a Slipway token for a short-lived bearer token. */
public final class TokenHandler extends HttpFunction {
    public TokenHandler() {
        this(System.getenv());
    }

    public TokenHandler(Map<String, String> environment) {
        this(new Backend(new Environment(environment)));
    }

    private TokenHandler(Backend backend) {
        this(backend, backend.forLogins().credentialsWithIdentities());
    }

    private TokenHandler(Backend backend, Credentials credentials) {
        super(
                backend,
                new IssueBearerToken(
                        credentials,
                        backend.forLogins().bearerIssuer(),
                        new Granting(backend.repositories()),
                        backend.clock())::handle,
                () -> prime(backend));
    }

    private static void prime(Backend backend) {
        backend.repositories().among(List.of(RepositoryName.parse("prime")));
        BearerIssuer.rehearse();
    }
}
