/** Measures functions in the environment of Lambda. */
@NullMarked
package io.slipway.bench.lambda;

import org.jspecify.annotations.NullMarked;
