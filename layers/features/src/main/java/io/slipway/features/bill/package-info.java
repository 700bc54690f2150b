/** What archives are made of: the packages of other ecosystems that lie in them, by what their own tools wrote about them. */
@NullMarked
package io.slipway.features.bill;

import org.jspecify.annotations.NullMarked;
