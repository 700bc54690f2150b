/** Manages spaces and their repositories. */
@NullMarked
package io.slipway.cli.space;

import org.jspecify.annotations.NullMarked;
