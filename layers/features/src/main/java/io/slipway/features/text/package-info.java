/** The bytes of a file as text and back, with nothing lost: encodings as Calamari's file system detects them. */
@NullMarked
package io.slipway.features.text;

import org.jspecify.annotations.NullMarked;
