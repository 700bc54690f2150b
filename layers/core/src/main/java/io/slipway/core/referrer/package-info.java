/** Referrers: the manifests that have another as their subject. */
@NullMarked
package io.slipway.core.referrer;

import org.jspecify.annotations.NullMarked;
