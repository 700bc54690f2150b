/** Finds the registry that a command uses and its token, and sends the requests. */
@NullMarked
package io.slipway.cli.connection;

import org.jspecify.annotations.NullMarked;
