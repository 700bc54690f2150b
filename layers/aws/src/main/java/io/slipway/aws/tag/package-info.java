/** The settings of spaces about tags. */
@NullMarked
package io.slipway.aws.tag;

import org.jspecify.annotations.NullMarked;
