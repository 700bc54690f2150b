/** Rules for identities in DynamoDB, and the keys of OpenID Connect issuers over HTTPS. */
@NullMarked
package io.slipway.aws.identity;

import org.jspecify.annotations.NullMarked;
