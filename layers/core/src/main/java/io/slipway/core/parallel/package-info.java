/** Work that waits for several calls at the same time. */
@NullMarked
package io.slipway.core.parallel;

import org.jspecify.annotations.NullMarked;
