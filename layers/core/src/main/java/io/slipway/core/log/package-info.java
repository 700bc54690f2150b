/** Log lines, and the metrics in them. */
@NullMarked
package io.slipway.core.log;

import org.jspecify.annotations.NullMarked;
