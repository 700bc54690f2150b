@NullMarked
package io.slipway.aws.table;

import org.jspecify.annotations.NullMarked;
