/** Commands about what the registry stores and no longer needs. */
@NullMarked
package io.slipway.cli.housekeeping;

import org.jspecify.annotations.NullMarked;
