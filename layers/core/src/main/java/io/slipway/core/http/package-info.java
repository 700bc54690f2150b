/** Requests, responses and the table of routes, free of any server. */
@NullMarked
package io.slipway.core.http;

import org.jspecify.annotations.NullMarked;
