/** What is attached to an image: where it comes from, and what it is made of. */
@NullMarked
package io.slipway.builder.attest;

import org.jspecify.annotations.NullMarked;
