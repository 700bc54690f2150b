/** Slipway tokens in the table. */
@NullMarked
package io.slipway.aws.token;

import org.jspecify.annotations.NullMarked;
