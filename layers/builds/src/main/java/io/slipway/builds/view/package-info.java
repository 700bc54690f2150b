/** Builds as the API shows them, and the operations that read them. */
@NullMarked
package io.slipway.builds.view;

import org.jspecify.annotations.NullMarked;
