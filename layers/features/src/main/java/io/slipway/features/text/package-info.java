/** Converts the bytes of a file to text and back without loss, in the encodings that Calamari's file system detects. */
@NullMarked
package io.slipway.features.text;

import org.jspecify.annotations.NullMarked;
