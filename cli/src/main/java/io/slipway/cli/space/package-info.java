/** Spaces. */
@NullMarked
package io.slipway.cli.space;

import org.jspecify.annotations.NullMarked;
