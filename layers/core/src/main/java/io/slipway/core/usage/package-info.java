/** The usage of repositories and spaces: their bytes and objects, counted by the writes that change them. */
@NullMarked
package io.slipway.core.usage;

import org.jspecify.annotations.NullMarked;
