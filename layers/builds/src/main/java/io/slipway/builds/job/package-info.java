/** The data that jobs read and write, and the ports to that data and to the service that runs jobs. */
@NullMarked
package io.slipway.builds.job;

import org.jspecify.annotations.NullMarked;
