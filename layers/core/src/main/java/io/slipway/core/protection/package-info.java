/** Rules that protect tags from being moved or deleted. */
@NullMarked
package io.slipway.core.protection;

import org.jspecify.annotations.NullMarked;
