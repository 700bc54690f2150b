/** Commands about retention: rules, deployments, the bin. */
@NullMarked
package io.slipway.cli.retention;

import org.jspecify.annotations.NullMarked;
