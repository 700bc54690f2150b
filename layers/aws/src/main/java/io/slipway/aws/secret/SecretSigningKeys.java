package io.slipway.aws.secret;

import io.slipway.core.access.SigningKey;
import io.slipway.core.access.SigningKeys;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The signing keys of bearer tokens: the current and the previous version of one secret. */
public final class SecretSigningKeys implements SigningKeys {
    /** How old a secret may be that does not know a key: it bounds what strangers' tokens make us read. */
    private static final Duration ON_SURPRISE = Duration.ofSeconds(10);

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
        return Stream.<Supplier<Optional<String>>>of(
                        () -> Optional.of(secrets.current(id)),
                        () -> Optional.of(secrets.current(id, ON_SURPRISE)),
                        () -> secrets.previous(id, ON_SURPRISE))
                .flatMap(source -> source.get().stream())
                .map(SigningKey::of)
                .filter(key -> key.id().equals(keyId))
                .findFirst();
    }
}
