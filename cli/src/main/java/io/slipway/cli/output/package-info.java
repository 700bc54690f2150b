/** How commands print what they found. */
@NullMarked
package io.slipway.cli.output;

import org.jspecify.annotations.NullMarked;
