/** The job's log, masked. */
@NullMarked
package io.slipway.builder.log;

import org.jspecify.annotations.NullMarked;
