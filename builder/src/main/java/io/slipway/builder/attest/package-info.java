/** The attestations of an image: its provenance and its bill of materials. */
@NullMarked
package io.slipway.builder.attest;

import org.jspecify.annotations.NullMarked;
