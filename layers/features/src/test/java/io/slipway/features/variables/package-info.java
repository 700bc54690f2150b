/** Specifies variables and variable files. */
@NullMarked
package io.slipway.features.variables;

import org.jspecify.annotations.NullMarked;
