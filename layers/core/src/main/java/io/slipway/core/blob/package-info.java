/** Blobs: which repository may serve which, and where their bytes lie. */
@NullMarked
package io.slipway.core.blob;

import org.jspecify.annotations.NullMarked;
