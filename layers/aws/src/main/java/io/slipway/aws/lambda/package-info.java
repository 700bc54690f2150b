/** From the events of AWS to the values of the domain, and back. */
@NullMarked
package io.slipway.aws.lambda;

import org.jspecify.annotations.NullMarked;
