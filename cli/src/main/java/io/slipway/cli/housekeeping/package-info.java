/** Commands about stored data: usage, limits and garbage collection. */
@NullMarked
package io.slipway.cli.housekeeping;

import org.jspecify.annotations.NullMarked;
