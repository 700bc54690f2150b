package io.slipway.builds.instant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.builds.attest.Document;

/**
 * An image of one platform.
 *
 * @param config its configuration
 * @param manifest its manifest
 * @param platform its platform, in the form of an index's descriptor
 */
record PlatformImage(Document config, Document manifest, ObjectNode platform) {}
