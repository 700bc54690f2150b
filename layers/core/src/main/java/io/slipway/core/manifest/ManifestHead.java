package io.slipway.core.manifest;

import io.slipway.core.digest.Digest;

/**
 * The facts about a stored manifest that do not need its bytes. They never change for a digest.
 *
 * @param digest its digest
 * @param mediaType its media type
 * @param size its length in bytes
 */
public record ManifestHead(Digest digest, String mediaType, int size) {}
