/** The contracts of the ports of builds, which all adapters and in-memory twins fulfil. */
@NullMarked
package io.slipway.builds.contract;

import org.jspecify.annotations.NullMarked;
