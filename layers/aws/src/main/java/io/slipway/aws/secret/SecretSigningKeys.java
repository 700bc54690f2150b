package io.slipway.aws.secret;

import io.slipway.core.access.SigningKey;
import io.slipway.core.access.SigningKeys;
import java.util.Optional;

/** The signing keys of bearer tokens: the current and the previous version of one secret. */
public final class SecretSigningKeys implements SigningKeys {
    private final Secrets secrets;
    private final String id;

    public SecretSigningKeys(Secrets secrets, String id) {
        this.secrets = secrets;
        this.id = id;
    }

    @Override
    public SigningKey current() {
        return SigningKey.of(secrets.current(id));
    }

    /** A key that is not known may be one that another function knows since a rotation: then the secret is read again. */
    @Override
    public Optional<SigningKey> byId(String keyId) {
        return secrets.accepted(id)
                .map(SigningKey::of)
                .filter(key -> key.id().equals(keyId))
                .findFirst();
    }
}
