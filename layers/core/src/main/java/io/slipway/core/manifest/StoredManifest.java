package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;

/**
 * A manifest as it is served.
 *
 * @param digest its digest
 * @param mediaType its media type
 * @param content its bytes, exactly those that were pushed
 */
@SuppressWarnings("ArrayRecordComponent") // the content is never compared
public record StoredManifest(Digest digest, String mediaType, byte[] content) {}
