/** Tokens. */
@NullMarked
package io.slipway.cli.token;

import org.jspecify.annotations.NullMarked;
