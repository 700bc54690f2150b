package io.slipway.builds.attest;

/** Signs statements with the registry's own key, which no job can use. */
public interface Signer {

    /** Signs these bytes: ECDSA on P-256 with SHA-256, in DER. One call. */
    byte[] sign(byte[] message);

    /** Returns the public key that verifies the signatures, in PEM (RFC 7468, "PUBLIC KEY"). One call; later ones need none. */
    String publicKey();
}
