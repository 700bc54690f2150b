/** Source Docker Images: Octopus Deploy's file features as plain Java, usable on a folder, with no AWS type and no network. */
@NullMarked
package io.slipway.features;

import org.jspecify.annotations.NullMarked;
