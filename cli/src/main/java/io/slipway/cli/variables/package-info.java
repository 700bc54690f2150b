/** The options by which commands are given variables, and are told which of their scoped values hold. */
@NullMarked
package io.slipway.cli.variables;

import org.jspecify.annotations.NullMarked;
