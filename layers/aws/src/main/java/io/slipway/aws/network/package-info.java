/** Where clients are, as far as it decides what their pulls cost. */
@NullMarked
package io.slipway.aws.network;

import org.jspecify.annotations.NullMarked;
