/** Starts the one-machine cloud. */
@NullMarked
package io.slipway.cli.up;

import org.jspecify.annotations.NullMarked;
