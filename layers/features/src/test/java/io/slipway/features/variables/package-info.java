/** Variables, as a specification. */
@NullMarked
package io.slipway.features.variables;

import org.jspecify.annotations.NullMarked;
