package io.slipway.core.blob;

/**
 * Where a blob's bytes lie.
 *
 * @param key the key of the object in the bucket
 * @param size its length in bytes
 */
public record StoredBlob(String key, long size) {}
