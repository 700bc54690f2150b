/** The API's operations on Slipway tokens. */
@NullMarked
package io.slipway.core.token;

import org.jspecify.annotations.NullMarked;
