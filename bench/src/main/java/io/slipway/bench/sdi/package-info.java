/** Benchmarks of the file features. */
@NullMarked
package io.slipway.bench.sdi;

import org.jspecify.annotations.NullMarked;
