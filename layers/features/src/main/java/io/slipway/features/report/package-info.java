/** What a run of the file features did and found. */
@NullMarked
package io.slipway.features.report;

import org.jspecify.annotations.NullMarked;
