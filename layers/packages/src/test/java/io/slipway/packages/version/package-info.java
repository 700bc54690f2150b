/** Versions, as a specification. */
@NullMarked
package io.slipway.packages.version;

import org.jspecify.annotations.NullMarked;
