/** Manifests: kept byte for byte, found by tag or digest. */
@NullMarked
package io.slipway.core.manifest;

import org.jspecify.annotations.NullMarked;
