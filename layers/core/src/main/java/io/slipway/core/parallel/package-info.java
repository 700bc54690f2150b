/** Calls in parallel. */
@NullMarked
package io.slipway.core.parallel;

import org.jspecify.annotations.NullMarked;
