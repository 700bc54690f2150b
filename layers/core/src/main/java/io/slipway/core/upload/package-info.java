/** Upload sessions: receive blobs, at once or in chunks, and store their state between two requests. */
@NullMarked
package io.slipway.core.upload;

import org.jspecify.annotations.NullMarked;
