/** Options for a command's variables, and for the scope that chooses their values. */
@NullMarked
package io.slipway.cli.variables;

import org.jspecify.annotations.NullMarked;
