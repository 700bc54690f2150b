/** The file systems of images: files with the sources of their bytes, trees of files, copies by {@code COPY}, and layers. */
@NullMarked
package io.slipway.builds.files;

import org.jspecify.annotations.NullMarked;
