/** The steps that CloudFormation runs at deployment. */
@NullMarked
package io.slipway.function.setup;

import org.jspecify.annotations.NullMarked;
