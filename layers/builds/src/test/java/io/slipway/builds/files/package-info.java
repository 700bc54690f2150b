@NullMarked
package io.slipway.builds.files;

import org.jspecify.annotations.NullMarked;
