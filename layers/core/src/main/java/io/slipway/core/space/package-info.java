/** Spaces (tenants) and their repositories. */
@NullMarked
package io.slipway.core.space;

import org.jspecify.annotations.NullMarked;
