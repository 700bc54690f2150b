/**
 * XML Document Transforms as .NET's {@code Microsoft.Web.XmlTransform} applies them, but for its known defects. Only what a transform
 * changes is written anew.
 */
@NullMarked
package io.slipway.features.xdt;

import org.jspecify.annotations.NullMarked;
