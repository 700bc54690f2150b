/** What template.yaml says, as far as the one-machine cloud has a stand-in for it. */
@NullMarked
package io.slipway.local.template;

import org.jspecify.annotations.NullMarked;
