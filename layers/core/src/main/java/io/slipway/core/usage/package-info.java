/** What repositories and spaces hold: bytes and objects, counted by what changes them. */
@NullMarked
package io.slipway.core.usage;

import org.jspecify.annotations.NullMarked;
