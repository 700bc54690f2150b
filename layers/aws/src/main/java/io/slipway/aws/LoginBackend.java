package io.slipway.aws;

import io.slipway.aws.identity.DynamoIdentityRules;
import io.slipway.aws.identity.HttpIssuerKeys;
import io.slipway.aws.secret.DynamoVerifyingKeys;
import io.slipway.aws.secret.SecretSigningKeys;
import io.slipway.aws.token.DynamoPrincipalRules;
import io.slipway.aws.token.DynamoTokens;
import io.slipway.core.access.BearerIssuer;
import io.slipway.core.access.BearerTokens;
import io.slipway.core.access.Credentials;
import io.slipway.core.access.Granting;
import io.slipway.core.access.RegistryLogin;
import io.slipway.core.identity.IdentityTokens;
import org.jspecify.annotations.Nullable;

/** Creates the adapters by which callers log in: tokens and their keys, ID tokens of issuers, and rules about principals. */
public final class LoginBackend {
    private final Backend backend;

    /** One object verifies and signs, so that keys are read and written once. */
    private @Nullable DynamoVerifyingKeys verifyingKeys;

    LoginBackend(Backend backend) {
        this.backend = backend;
    }

    public BearerTokens bearerTokens() {
        return new BearerTokens(verifyingKeys(), backend.clock());
    }

    /** Issues bearer tokens, for the token service, which alone may read the secret. */
    public BearerIssuer bearerIssuer() {
        return new BearerIssuer(signingKeys(), backend.clock());
    }

    SecretSigningKeys signingKeys() {
        String secret = backend.environment().required("SLIPWAY_SIGNING_KEY_SECRET");
        return new SecretSigningKeys(backend.secrets(), secret, verifyingKeys());
    }

    synchronized DynamoVerifyingKeys verifyingKeys() {
        DynamoVerifyingKeys keys = verifyingKeys;
        if (keys == null) {
            keys = new DynamoVerifyingKeys(backend.table(), backend.clock());
            verifyingKeys = keys;
        }
        return keys;
    }

    public Credentials credentials() {
        String admin = backend.environment().required("SLIPWAY_ADMIN_TOKEN_SECRET");
        return new Credentials(tokens(), () -> backend.secrets().current(admin), backend.clock());
    }

    /** Creates the credentials of the functions that accept ID tokens of OpenID Connect issuers. */
    public Credentials credentialsWithIdentities() {
        String admin = backend.environment().required("SLIPWAY_ADMIN_TOKEN_SECRET");
        return new Credentials(tokens(), () -> backend.secrets().current(admin), identityTokens(), backend.clock());
    }

    /** Creates the login of the registry's functions, which know only the hash of the administrator's token. */
    public RegistryLogin registryLogin() {
        return new RegistryLogin(
                bearerTokens(),
                new Credentials(tokens(), identityTokens(), backend.clock()),
                new Granting(backend.repositories()),
                backend.clock());
    }

    private IdentityTokens identityTokens() {
        return new IdentityTokens(
                identityRules(), new HttpIssuerKeys(backend.forEvents().webhookUrls()::allows), backend.clock());
    }

    public DynamoIdentityRules identityRules() {
        return new DynamoIdentityRules(backend.table(), backend.events());
    }

    public DynamoTokens tokens() {
        return new DynamoTokens(backend.table(), backend.events());
    }

    public DynamoPrincipalRules principalRules() {
        return new DynamoPrincipalRules(backend.table(), backend.events());
    }
}
