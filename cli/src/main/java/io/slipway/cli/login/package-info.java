/** Remembers a registry. */
@NullMarked
package io.slipway.cli.login;

import org.jspecify.annotations.NullMarked;
