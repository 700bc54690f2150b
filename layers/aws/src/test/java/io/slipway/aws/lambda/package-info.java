/** Lambda's events, as a specification. */
@NullMarked
package io.slipway.aws.lambda;

import org.jspecify.annotations.NullMarked;
