/** Retention: the rules of spaces and their runs, deployments, the bin. */
@NullMarked
package io.slipway.function.retention;

import org.jspecify.annotations.NullMarked;
