/** Everything that reads: GET and HEAD of the registry. */
@NullMarked
package io.slipway.function.pull;

import org.jspecify.annotations.NullMarked;
