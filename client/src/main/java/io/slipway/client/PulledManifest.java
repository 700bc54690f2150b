package io.slipway.client;

import io.slipway.core.digest.Digest;

/**
 * A pulled manifest.
 *
 * @param digest its digest, computed from its bytes
 * @param mediaType its media type
 * @param content its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // contents are never compared
public record PulledManifest(Digest digest, String mediaType, byte[] content) {}
