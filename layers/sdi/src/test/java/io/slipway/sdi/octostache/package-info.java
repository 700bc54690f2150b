/** The template language, as a specification. */
@NullMarked
package io.slipway.sdi.octostache;

import org.jspecify.annotations.NullMarked;
