/** Specifies the template language. */
@NullMarked
package io.slipway.features.octostache;

import org.jspecify.annotations.NullMarked;
