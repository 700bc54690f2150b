/** Stores blobs, and links them to the repositories that may serve them. */
@NullMarked
package io.slipway.core.blob;

import org.jspecify.annotations.NullMarked;
