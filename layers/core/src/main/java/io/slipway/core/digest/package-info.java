/** Content digests: the names of blobs and manifests. */
@NullMarked
package io.slipway.core.digest;

import org.jspecify.annotations.NullMarked;
