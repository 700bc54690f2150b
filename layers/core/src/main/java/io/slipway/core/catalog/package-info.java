/** The catalogue: lists the repositories that the caller may pull from. */
@NullMarked
package io.slipway.core.catalog;

import org.jspecify.annotations.NullMarked;
