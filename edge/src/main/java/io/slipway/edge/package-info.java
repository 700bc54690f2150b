/** Runs CloudFront functions outside of CloudFront. */
@NullMarked
package io.slipway.edge;

import org.jspecify.annotations.NullMarked;
