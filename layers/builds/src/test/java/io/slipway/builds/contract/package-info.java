/** The contracts of the ports of builds, which all adapters and twins keep. */
@NullMarked
package io.slipway.builds.contract;

import org.jspecify.annotations.NullMarked;
