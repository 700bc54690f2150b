/** Prints the results of commands. */
@NullMarked
package io.slipway.cli.output;

import org.jspecify.annotations.NullMarked;
