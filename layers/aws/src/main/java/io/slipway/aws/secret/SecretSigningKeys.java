package io.slipway.aws.secret;

import io.slipway.core.access.SigningKey;
import io.slipway.core.access.SigningKeys;
import org.jspecify.annotations.Nullable;

/** Derives the signing key of bearer tokens from a secret. Its public half is published before a token is signed with it. */
public final class SecretSigningKeys implements SigningKeys {
    private final Secrets secrets;
    private final String id;
    private final DynamoVerifyingKeys published;

    private volatile @Nullable Derived derived;

    public SecretSigningKeys(Secrets secrets, String id, DynamoVerifyingKeys published) {
        this.secrets = secrets;
        this.id = id;
        this.published = published;
    }

    @Override
    public SigningKey current() {
        String secret = secrets.current(id);
        Derived known = derived;
        if (known == null || !known.secret().equals(secret)) {
            known = new Derived(secret, SigningKey.of(secret));
            derived = known;
        }
        published.publish(known.key().verifying());
        return known.key();
    }

    private record Derived(String secret, SigningKey key) {
        /** Returns text without the secret. */
        @Override
        public String toString() {
            return key.toString();
        }
    }
}
