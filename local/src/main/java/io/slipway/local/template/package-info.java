/** Reads the parts of template.yaml for which the one-machine cloud has stand-ins. */
@NullMarked
package io.slipway.local.template;

import org.jspecify.annotations.NullMarked;
