/**
 * Structured Configuration Variables: values in JSON, XML, YAML and properties files are replaced by variables whose name is their path. Every byte
 * outside a replaced value is unchanged.
 */
@NullMarked
package io.slipway.features.structured;

import org.jspecify.annotations.NullMarked;
