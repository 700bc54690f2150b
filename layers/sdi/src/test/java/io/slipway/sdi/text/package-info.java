@NullMarked
package io.slipway.sdi.text;

import org.jspecify.annotations.NullMarked;
