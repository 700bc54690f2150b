/** The description of the API that programs read. */
@NullMarked
package io.slipway.core.openapi;

import org.jspecify.annotations.NullMarked;
