/** The metrics of the registry, which code writes into its log lines. */
@NullMarked
package io.slipway.core.metric;

import org.jspecify.annotations.NullMarked;
