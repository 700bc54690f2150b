/** Housekeeping: what nobody needs any more is found by what was written, and freed. */
@NullMarked
package io.slipway.core.housekeeping;

import org.jspecify.annotations.NullMarked;
