package io.slipway.core.identity;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/** The public keys of OpenID Connect issuers. */
public interface IssuerKeys {
    /** Returns the keys that an issuer publishes; they are fetched when a token needs them, and cached. */
    JWKSource<SecurityContext> of(String issuer);
}
