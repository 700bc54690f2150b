/**
 * Implements XML Document Transforms as .NET's {@code Microsoft.Web.XmlTransform} applies them, without its known defects. Only the parts
 * that a transform changes are rewritten.
 */
@NullMarked
package io.slipway.features.xdt;

import org.jspecify.annotations.NullMarked;
