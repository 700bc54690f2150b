/**
 * Structured Configuration Variables: replaces values in JSON, XML, YAML and properties files with the variables named
 * after their paths. Every byte
 * outside a replaced value is unchanged.
 */
@NullMarked
package io.slipway.features.structured;

import org.jspecify.annotations.NullMarked;
