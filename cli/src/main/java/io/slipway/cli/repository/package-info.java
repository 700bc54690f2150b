/** Repositories. */
@NullMarked
package io.slipway.cli.repository;

import org.jspecify.annotations.NullMarked;
