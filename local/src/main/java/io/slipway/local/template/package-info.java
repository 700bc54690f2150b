/** Reads the parts of template.yaml that the one-machine cloud emulates. */
@NullMarked
package io.slipway.local.template;

import org.jspecify.annotations.NullMarked;
