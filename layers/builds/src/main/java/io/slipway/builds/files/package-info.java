/** The file systems of images: files and where their bytes are, trees of them, what {@code COPY} does to a tree, and layers. */
@NullMarked
package io.slipway.builds.files;

import org.jspecify.annotations.NullMarked;
