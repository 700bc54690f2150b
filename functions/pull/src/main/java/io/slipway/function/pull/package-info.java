/** The reads of the registry: GET and HEAD. */
@NullMarked
package io.slipway.function.pull;

import org.jspecify.annotations.NullMarked;
