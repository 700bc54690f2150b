/** The API's routes, and the operations that only it has. */
@NullMarked
package io.slipway.function.api;

import org.jspecify.annotations.NullMarked;
