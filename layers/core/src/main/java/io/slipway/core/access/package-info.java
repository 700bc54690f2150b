/** Access control: tokens, grants, scopes, and the short-lived bearer tokens issued from them. */
@NullMarked
package io.slipway.core.access;

import org.jspecify.annotations.NullMarked;
