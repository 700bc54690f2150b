/** The options with the variables of a command, and with the scope that chooses their values. */
@NullMarked
package io.slipway.cli.variables;

import org.jspecify.annotations.NullMarked;
