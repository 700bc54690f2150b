/** Docker's credential helper. */
@NullMarked
package io.slipway.cli.credential;

import org.jspecify.annotations.NullMarked;
