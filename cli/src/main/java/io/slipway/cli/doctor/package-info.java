/** Checks an installation with real requests: one class for each check, listed in {@code Checks}. */
@NullMarked
package io.slipway.cli.doctor;

import org.jspecify.annotations.NullMarked;
