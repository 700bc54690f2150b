/** The AWS clients, created from the environment of a function. */
@NullMarked
package io.slipway.aws;

import org.jspecify.annotations.NullMarked;
