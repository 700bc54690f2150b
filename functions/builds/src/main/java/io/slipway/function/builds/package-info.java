/** Builds: the API's routes about them, and what follows their jobs. */
@NullMarked
package io.slipway.function.builds;

import org.jspecify.annotations.NullMarked;
