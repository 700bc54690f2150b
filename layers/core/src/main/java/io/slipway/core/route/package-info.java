/** The table of routes, and the one way from a request to an answer. */
@NullMarked
package io.slipway.core.route;

import org.jspecify.annotations.NullMarked;
