/** The catalogue: which repositories there are, as far as the caller may pull from them. */
@NullMarked
package io.slipway.core.catalog;

import org.jspecify.annotations.NullMarked;
