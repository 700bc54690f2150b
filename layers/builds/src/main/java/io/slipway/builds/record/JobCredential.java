package io.slipway.builds.record;

/**
 * The token of a job, as it is stored: what it reveals lies sealed among the job's inputs alone. It becomes a token of the registry
 * when the job begins, and stops being one when it ends.
 *
 * @param id the token's id
 * @param hash the hash of its secret
 */
public record JobCredential(String id, String hash) {}
