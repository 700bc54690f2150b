/** Emulates CloudFront, AWS WAF and API Gateway. */
@NullMarked
package io.slipway.local.front;

import org.jspecify.annotations.NullMarked;
