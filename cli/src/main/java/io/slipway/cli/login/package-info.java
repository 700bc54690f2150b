/** Stores logins, and provides them to Docker. */
@NullMarked
package io.slipway.cli.login;

import org.jspecify.annotations.NullMarked;
