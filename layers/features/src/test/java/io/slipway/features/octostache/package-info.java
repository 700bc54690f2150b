/** The template language, as a specification. */
@NullMarked
package io.slipway.features.octostache;

import org.jspecify.annotations.NullMarked;
