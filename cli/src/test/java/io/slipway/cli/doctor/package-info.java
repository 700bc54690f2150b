@NullMarked
package io.slipway.cli.doctor;

import org.jspecify.annotations.NullMarked;
