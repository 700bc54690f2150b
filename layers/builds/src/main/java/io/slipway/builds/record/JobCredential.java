package io.slipway.builds.record;

/**
 * The stored token of a job, whose secret exists only in the job's encrypted inputs. It becomes valid when the job
 * begins, and is removed when the job ends.
 *
 * @param id the token's id
 * @param hash the hash of its secret
 */
public record JobCredential(String id, String hash) {}
