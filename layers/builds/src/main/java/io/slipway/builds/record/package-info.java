/** The record of a build and its states, and the port that stores records. */
@NullMarked
package io.slipway.builds.record;

import org.jspecify.annotations.NullMarked;
