/** The clients of AWS, as a specification. */
@NullMarked
package io.slipway.aws;

import org.jspecify.annotations.NullMarked;
