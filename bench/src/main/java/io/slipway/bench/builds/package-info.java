/** Measures the time of builds, and the data that they read and write. */
@NullMarked
package io.slipway.bench.builds;

import org.jspecify.annotations.NullMarked;
