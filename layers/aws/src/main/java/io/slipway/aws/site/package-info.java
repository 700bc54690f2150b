/** Files in the bucket for the distribution: those that it serves, and the one that fills the store of its edge function. */
@NullMarked
package io.slipway.aws.site;

import org.jspecify.annotations.NullMarked;
