package io.slipway.core.blob;

/**
 * The location of a blob's bytes.
 *
 * @param key the key of the object in the bucket
 * @param size its length in bytes
 */
public record StoredBlob(String key, long size) {}
