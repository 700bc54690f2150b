/** The web console: static files that a browser runs. */
@NullMarked
package io.slipway.console;

import org.jspecify.annotations.NullMarked;
