/** Manages tokens and the rules for logins. */
@NullMarked
package io.slipway.cli.token;

import org.jspecify.annotations.NullMarked;
