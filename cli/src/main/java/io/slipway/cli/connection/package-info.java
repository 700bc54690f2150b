/** Which registry a command speaks to, and with which token. */
@NullMarked
package io.slipway.cli.connection;

import org.jspecify.annotations.NullMarked;
