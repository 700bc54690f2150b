/** Manifests, tags and referrers in the table, large manifests in the bucket. */
@NullMarked
package io.slipway.aws.manifest;

import org.jspecify.annotations.NullMarked;
