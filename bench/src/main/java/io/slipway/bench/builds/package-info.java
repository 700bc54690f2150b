/** How long builds take, and what they read and write. */
@NullMarked
package io.slipway.bench.builds;

import org.jspecify.annotations.NullMarked;
