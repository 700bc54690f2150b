/** The bin: what was deleted and can be restored for a time. */
@NullMarked
package io.slipway.core.bin;

import org.jspecify.annotations.NullMarked;
