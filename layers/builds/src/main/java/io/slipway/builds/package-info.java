/** Builds of Source Docker Images: what a build is made of, its record and states, the queue, and what its job reads and reports. */
@NullMarked
package io.slipway.builds;

import org.jspecify.annotations.NullMarked;
