/** Runs one build, stage by stage. */
@NullMarked
package io.slipway.builder.run;

import org.jspecify.annotations.NullMarked;
