/** Variables, as a specification. */
@NullMarked
package io.slipway.sdi.variables;

import org.jspecify.annotations.NullMarked;
