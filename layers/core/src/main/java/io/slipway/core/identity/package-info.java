/** Workloads that OpenID Connect issuers vouch for, what they may do, and how they log in without a stored secret. */
@NullMarked
package io.slipway.core.identity;

import org.jspecify.annotations.NullMarked;
