/** Blob links in the table, blobs in the bucket. */
@NullMarked
package io.slipway.aws.blob;

import org.jspecify.annotations.NullMarked;
