/** Shows the progress of transfers on the console. */
@NullMarked
package io.slipway.cli.progress;

import org.jspecify.annotations.NullMarked;
