/** Prints help, and scripts for completion. */
@NullMarked
package io.slipway.cli.help;

import org.jspecify.annotations.NullMarked;
