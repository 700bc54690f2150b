/** Substitution in files, as a specification. */
@NullMarked
package io.slipway.features.substitute;

import org.jspecify.annotations.NullMarked;
