/** Which principals of AWS may log in. */
@NullMarked
package io.slipway.cli.principal;

import org.jspecify.annotations.NullMarked;
