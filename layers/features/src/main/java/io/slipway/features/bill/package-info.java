/** Finds the components of archives: packages of other ecosystems, recognized by the metadata of their own tools. */
@NullMarked
package io.slipway.features.bill;

import org.jspecify.annotations.NullMarked;
