/** The generated secrets, read from Secrets Manager. */
@NullMarked
package io.slipway.aws.secret;

import org.jspecify.annotations.NullMarked;
