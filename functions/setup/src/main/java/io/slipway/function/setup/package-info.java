/** What CloudFormation has done at deployment. */
@NullMarked
package io.slipway.function.setup;

import org.jspecify.annotations.NullMarked;
