/** Housekeeping, on a schedule and on request. */
@NullMarked
package io.slipway.function.janitor;

import org.jspecify.annotations.NullMarked;
