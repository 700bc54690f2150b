/** Benchmarks of the file features. */
@NullMarked
package io.slipway.bench.features;

import org.jspecify.annotations.NullMarked;
