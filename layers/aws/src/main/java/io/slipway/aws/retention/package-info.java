/** Retention: the rules of spaces, what was noted of deployments. */
@NullMarked
package io.slipway.aws.retention;

import org.jspecify.annotations.NullMarked;
