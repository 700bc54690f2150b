/** Describes the making of an image: provenance, the bill of materials, labels. */
@NullMarked
package io.slipway.builds.attest;

import org.jspecify.annotations.NullMarked;
