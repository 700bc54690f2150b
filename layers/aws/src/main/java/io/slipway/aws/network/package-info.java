/** The address ranges of the stack's region, from which pulls cost nothing. */
@NullMarked
package io.slipway.aws.network;

import org.jspecify.annotations.NullMarked;
