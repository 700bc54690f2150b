/** Upload sessions: how a blob comes in, at once or chunk after chunk, and what survives between two requests. */
@NullMarked
package io.slipway.core.upload;

import org.jspecify.annotations.NullMarked;
