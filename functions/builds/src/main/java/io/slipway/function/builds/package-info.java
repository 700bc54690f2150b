/** The API's routes for builds, and the handler of events about their jobs. */
@NullMarked
package io.slipway.function.builds;

import org.jspecify.annotations.NullMarked;
