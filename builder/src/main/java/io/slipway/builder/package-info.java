/** The program that a build's job runs. */
@NullMarked
package io.slipway.builder;

import org.jspecify.annotations.NullMarked;
