/** What can go wrong, in the words of the distribution specification. */
@NullMarked
package io.slipway.core.error;

import org.jspecify.annotations.NullMarked;
