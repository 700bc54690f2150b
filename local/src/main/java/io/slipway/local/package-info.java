/** The one-machine cloud. */
@NullMarked
package io.slipway.local;

import org.jspecify.annotations.NullMarked;
