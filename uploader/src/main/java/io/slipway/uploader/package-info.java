/** The stream lane's server. */
@NullMarked
package io.slipway.uploader;

import org.jspecify.annotations.NullMarked;
