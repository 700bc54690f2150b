/** Reports the progress and the failures of a job. */
@NullMarked
package io.slipway.builder.job;

import org.jspecify.annotations.NullMarked;
