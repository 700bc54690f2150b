/** Retention: the rules of spaces, the state of deployments. */
@NullMarked
package io.slipway.aws.retention;

import org.jspecify.annotations.NullMarked;
