/** Reports the changes and findings of a run of the file features. */
@NullMarked
package io.slipway.features.report;

import org.jspecify.annotations.NullMarked;
