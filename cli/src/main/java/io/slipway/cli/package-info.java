/** The {@code slipway} commands: one package a command, each found from {@link io.slipway.cli.Slipway}. */
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
