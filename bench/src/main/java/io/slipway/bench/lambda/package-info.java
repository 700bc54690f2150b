/** Measures functions as Lambda runs them. */
@NullMarked
package io.slipway.bench.lambda;

import org.jspecify.annotations.NullMarked;
