/** The address ranges of the stack's region, whose pulls cost nothing, and clients for outgoing requests. */
@NullMarked
package io.slipway.aws.network;

import org.jspecify.annotations.NullMarked;
