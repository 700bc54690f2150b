/** What every adapter of the ports of builds must do. */
@NullMarked
package io.slipway.builds.contract;

import org.jspecify.annotations.NullMarked;
