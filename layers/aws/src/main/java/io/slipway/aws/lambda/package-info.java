/** Converts the events of AWS to values of the domain, and back. */
@NullMarked
package io.slipway.aws.lambda;

import org.jspecify.annotations.NullMarked;
