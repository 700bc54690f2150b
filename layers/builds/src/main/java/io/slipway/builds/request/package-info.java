/** Requests for builds: reads a request, plans the inputs, and queues the build. */
@NullMarked
package io.slipway.builds.request;

import org.jspecify.annotations.NullMarked;
