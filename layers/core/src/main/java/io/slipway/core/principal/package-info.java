/** AWS principals, what they may do, and how they log in without a stored secret. */
@NullMarked
package io.slipway.core.principal;

import org.jspecify.annotations.NullMarked;
