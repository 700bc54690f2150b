/** Static files in the bucket, for the distribution to serve. */
@NullMarked
package io.slipway.aws.site;

import org.jspecify.annotations.NullMarked;
