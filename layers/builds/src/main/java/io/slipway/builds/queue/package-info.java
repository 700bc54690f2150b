/** The queue of builds: it starts jobs, tracks them to their end, and cancels them. */
@NullMarked
package io.slipway.builds.queue;

import org.jspecify.annotations.NullMarked;
