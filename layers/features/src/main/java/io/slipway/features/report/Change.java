package io.slipway.features.report;

/**
 * One replacement, without the value, which may be a secret.
 *
 * @param feature the feature that replaced it
 * @param file the file, relative to the folder, with slashes
 * @param name the variable, or the transform's file
 * @param place the place in the file: a path in the document, or the kind of replacement
 */
public record Change(Feature feature, String file, String name, String place) {}
