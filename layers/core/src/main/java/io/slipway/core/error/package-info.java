/** Errors, with the codes of the distribution specification, and the log's lines about them. */
@NullMarked
package io.slipway.core.error;

import org.jspecify.annotations.NullMarked;
