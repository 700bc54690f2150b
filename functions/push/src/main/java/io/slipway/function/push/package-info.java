/** The writes to the registry. */
@NullMarked
package io.slipway.function.push;

import org.jspecify.annotations.NullMarked;
