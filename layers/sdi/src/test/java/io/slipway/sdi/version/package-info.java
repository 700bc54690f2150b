/** Versions, as a specification. */
@NullMarked
package io.slipway.sdi.version;

import org.jspecify.annotations.NullMarked;
