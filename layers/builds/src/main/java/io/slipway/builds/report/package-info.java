/** The report of a job: changed files, the failure, and the masking of sensitive values in text. */
@NullMarked
package io.slipway.builds.report;

import org.jspecify.annotations.NullMarked;
