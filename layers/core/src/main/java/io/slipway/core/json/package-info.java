/** JSON, read and written without the mapping of classes. */
@NullMarked
package io.slipway.core.json;

import org.jspecify.annotations.NullMarked;
