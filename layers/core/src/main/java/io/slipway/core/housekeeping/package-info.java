/** Housekeeping: finds unused blobs and objects by what was written, and removes them. */
@NullMarked
package io.slipway.core.housekeeping;

import org.jspecify.annotations.NullMarked;
