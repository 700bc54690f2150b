/** Dockerfiles, read as BuildKit reads them (https://docs.docker.com/reference/dockerfile/): instructions, words, variables, here-documents. */
@NullMarked
package io.slipway.builds.dockerfile;

import org.jspecify.annotations.NullMarked;
