/** The inputs of a build, their JSON, and the key that identifies builds of the same inputs. */
@NullMarked
package io.slipway.builds.inputs;

import org.jspecify.annotations.NullMarked;
