/** Lets AWS principals log in without a stored secret, and grants them access. */
@NullMarked
package io.slipway.core.principal;

import org.jspecify.annotations.NullMarked;
