/** What a run of the file features did and found. */
@NullMarked
package io.slipway.sdi.report;

import org.jspecify.annotations.NullMarked;
