/** The registry that a command speaks to, and its token. */
@NullMarked
package io.slipway.cli.connection;

import org.jspecify.annotations.NullMarked;
