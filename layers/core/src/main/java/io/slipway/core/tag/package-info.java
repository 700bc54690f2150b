/** Tags and their lists. */
@NullMarked
package io.slipway.core.tag;

import org.jspecify.annotations.NullMarked;
