/** The table of routes, and the router that answers requests. */
@NullMarked
package io.slipway.core.route;

import org.jspecify.annotations.NullMarked;
