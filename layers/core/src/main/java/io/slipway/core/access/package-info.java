/** Access control: tokens, grants, scopes, and the short bearer tokens made of them. */
@NullMarked
package io.slipway.core.access;

import org.jspecify.annotations.NullMarked;
