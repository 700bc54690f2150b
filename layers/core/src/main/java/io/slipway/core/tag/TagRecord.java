package io.slipway.core.tag;

import io.slipway.core.digest.Digest;
import java.time.Instant;

/**
 * A tag with the manifest that it names.
 *
 * @param name the tag
 * @param digest the digest of the manifest
 * @param pushed the time of the push that set the tag
 */
public record TagRecord(String name, Digest digest, Instant pushed) {}
