/** Jobs: the data that a job reads and writes, and the ports to its objects and to the service that runs it. */
@NullMarked
package io.slipway.builds.job;

import org.jspecify.annotations.NullMarked;
