/** What the edge function needs to know. */
@NullMarked
package io.slipway.aws.edge;

import org.jspecify.annotations.NullMarked;
