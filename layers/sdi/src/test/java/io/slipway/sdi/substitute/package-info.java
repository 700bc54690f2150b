/** Substitution in files, as a specification. */
@NullMarked
package io.slipway.sdi.substitute;

import org.jspecify.annotations.NullMarked;
